"""Cuts the lines and words of the data folder into one file of strips of height 40 for train_lines.py.

Sources: lines/dhsd, lines/hooker, pages/copiste and the sets of lines/oldhands, each under its own name and with its own splits
(writers, letters, documents or texts disjoint). A strip is stored as ink, 0 = paper, 255 = full ink: grey inverted, its 20th percentile taken as paper and its 99.5th as ink, at least
20 grey levels apart. Texts are folded to the alphabet of alphabet.py. The output is for training on this machine
alone: it is not to be committed.
"""
import argparse
import io
import json
import os
import pathlib
import tarfile

import numpy as np
from PIL import Image, ImageDraw

from alphabet import fold

HEIGHT, MIN_WIDTH, MAX_WIDTH = 40, 24, 1200

# the sets of lines/oldhands; `tables` stays out: its own repository states no licence
OLD_HANDS = ("poilus", "mss19", "mss20", "timeus", "repertoires", "notaires", "mariages", "peraire", "celestine", "tapus")
ONE_WRITER = ("hooker", "peraire", "celestine")

# page codes, struck-out words, and the consent sentence of the Copiste sheets in its line breaks
LEFT_OUT = ("wikitexte_", ">", "licence", "cc-by", "librement", "commerciales")


def data_folder():
    """LONGHAND_DATA, or shared/data beside the checkout."""
    default = pathlib.Path(__file__).resolve().parents[3] / "shared" / "data"
    folder = pathlib.Path(os.environ.get("LONGHAND_DATA", default))
    if not (folder / "lines").is_dir():
        raise SystemExit(f"No line data at {folder}: set LONGHAND_DATA to the data folder.")
    return folder


def crop_to_ink(image, margin=4):
    """Words of DHSD stand small in a fixed frame: cut to the ink, so that they come to the size of a segmented line."""
    dark = 255 - np.asarray(image, np.float32)
    dark -= np.median(dark)
    ink = dark > 0.35 * max(40.0, float(dark.max()))
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    if not len(rows):
        return image
    return image.crop((max(0, columns[0] - margin), max(0, rows[0] - margin),
                       min(image.width, columns[-1] + 1 + margin), min(image.height, rows[-1] + 1 + margin)))


def to_ink(image):
    """A grey image of any size -> uint8 [40, width] of ink, or None where the line is too narrow or too long."""
    width = max(16, round(image.width * HEIGHT / image.height))
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        return None
    dark = 255 - np.asarray(image.resize((width, HEIGHT), Image.BILINEAR, reducing_gap=3.0), np.float32)
    paper, ink = np.percentile(dark, [20, 99.5])
    return np.clip((dark - paper) / max(20, ink - paper) * 255, 0, 255).round().astype(np.uint8)


def from_tar(folder, name):
    """The images of <folder>/<name>.tar with their rows."""
    with open(folder / f"{name}.jsonl", encoding="utf-8") as file:
        rows = {row["image"].split("/")[-1]: row for row in map(json.loads, file)}
    with tarfile.open(folder / f"{name}.tar") as tar:
        for member in tar:
            row = rows.get(member.name.split("/")[-1])
            if row and member.isfile():
                image = Image.open(io.BytesIO(tar.extractfile(member).read())).convert("L")
                yield crop_to_ink(image) if name == "dhsd" else image, row


def cut_polygon(page, polygon):
    """The polygon's bounding box with everything outside the polygon painted as paper."""
    xs, ys = [x for x, _ in polygon], [y for _, y in polygon]
    box = (max(0, int(min(xs))), max(0, int(min(ys))), int(max(xs)) + 1, int(max(ys)) + 1)
    crop = page.crop(box)
    mask = Image.new("L", crop.size, 0)
    ImageDraw.Draw(mask).polygon([(x - box[0], y - box[1]) for x, y in polygon], fill=255)
    paper = Image.new("L", crop.size, int(np.percentile(np.asarray(crop), 80)))
    return Image.composite(crop, paper, mask)


def from_copiste(folder):
    """The lines of pages/copiste, without page codes, struck-out words and the sheets' consent sentence."""
    current, page = None, None
    with open(folder / "pages" / "copiste" / "lines.jsonl", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if any(part in row["text"].lower() for part in LEFT_OUT):
                continue
            if row["page"] != current:
                current = row["page"]
                page = Image.open(folder / "pages" / "copiste" / row["image"]).convert("L")
            yield cut_polygon(page, row["polygon"]), row


def hand_of(name, row):
    """What one hand wrote, as nearly as the data says: all of a set by one writer, the writer's text, the document."""
    return name if name in ONE_WRITER else str(row.get("writer") or row.get("doc") or row["page"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=pathlib.Path, help="file to write (.npz)")
    args = parser.parse_args()
    folder, strips, rows = data_folder(), [], []
    sources = {name: from_tar(folder / "lines" / name, name) for name in ("dhsd", "hooker")}
    sources["copiste"] = from_copiste(folder)
    sources.update((name, from_tar(folder / "lines" / "oldhands", name)) for name in OLD_HANDS)
    for name, source in sources.items():
        before, left_out = len(rows), 0
        for image, row in source:
            text, ink = fold(row["text"]), to_ink(image)
            if not text or ink is None:
                left_out += 1
                continue
            strips.append(ink)
            rows.append({"text": text, "split": row["split"], "set": name, "hand": hand_of(name, row)})
        print(f"{name}: {len(rows) - before} lines, {left_out} left out (no text, too narrow or too long)")
    args.output.parent.mkdir(parents=True, exist_ok=True)
    np.savez(args.output, widths=np.array([strip.shape[1] for strip in strips]),
             pixels=np.concatenate([strip.ravel() for strip in strips]), rows=json.dumps(rows))


if __name__ == "__main__":
    main()
