"""Trains the network that tells in which script a line is written; see SCRIPTS.md.

It is a small LineNet whose classes are scripts: a line's score for a script is the mean over its frames. Real lines of Latin hands come from the file of
prepare_lines.py and from rendered lines; other scripts from render_scripts.py. Half of what it sees is Latin. Lines are cut to a random piece, so that
it learns to tell a word too, and paper without writing counts as Latin: there is nothing in it that speaks for another script.
"""
import argparse
import hashlib
import json
import pathlib
import random
import time

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from charnet import write_safetensors
from line_data import HEIGHT, distort, load_more, load_strips, soften, to_batch
from line_net import LineNet, starting_state, to_tensors
from render_scripts import SCRIPTS
from train_glyphs import parameter_groups, rate_at

NAMES = list(SCRIPTS)
SETTINGS = {"widths": (8, 16, 24), "context": 64, "blocks": 2}
# On a page the headline of Devanagari, Bengali and Gurmukhi is taken out with the ruled lines, and what is left looks like Gujarati; Kannada
# and Telugu share most letters. They are told from Latin, not from each other.
UNNAMED = {"Deva", "Beng", "Gujr", "Guru", "Knda", "Telu"}
MIN_PIECE = 70  # pixels: a word of a few letters
PIECES = (120, 180, 260, 360)  # a batch holds pieces up to one of these widths, so that little of it is padding


def load_scripts(path):
    """PATH.bin and PATH.jsonl of render_scripts.py -> {script: [ink uint8 [40, width]]}."""
    pixels, lines = np.fromfile(path.with_suffix(".bin"), np.uint8), {}
    with open(path.with_suffix(".jsonl"), encoding="utf-8") as file:
        for row in map(json.loads, file):
            ink = pixels[row["offset"]:row["offset"] + HEIGHT * row["width"]].reshape(HEIGHT, row["width"])
            lines.setdefault(row["script"], []).append(ink)
    return lines


def piece(ink, widest):
    """A random part of the line, at most so wide."""
    width = ink.shape[1]
    if width <= MIN_PIECE:
        return ink
    wide = random.randint(max(MIN_PIECE, min(width, widest) * 2 // 3), min(width, widest))
    at = random.randint(0, width - wide)
    return ink[:, at:at + wide]


def reframed(ink):
    """The line as another cut would have it: with more paper above and below, or without the ends of its long letters."""
    above, below = (round(HEIGHT * random.uniform(-0.15, 0.25)) for _ in range(2))
    picture = Image.fromarray(ink).crop((0, above, ink.shape[1], HEIGHT - below))
    return np.asarray(picture.resize((max(16, round(picture.width * HEIGHT / picture.height)), HEIGHT), Image.Resampling.BILINEAR))


def paper():
    """No writing: nothing, specks, or ruled lines."""
    ink = np.zeros((HEIGHT, random.randint(MIN_PIECE, 300)), np.uint8)
    for _ in range(random.choice([0, 3, 12])):
        y, x, side = random.randrange(HEIGHT - 4), random.randrange(ink.shape[1] - 8), random.randint(1, 5)
        ink[y:y + side, x:x + side + random.randint(0, 4)] = random.randint(60, 255)
    for _ in range(random.choice([0, 1, 2])):
        y = random.randrange(HEIGHT - 3)
        ink[y:y + random.randint(1, 3), random.randint(0, 30):] = random.randint(60, 255)
    return ink


class Batches:
    """Half Latin (real lines, rendered ones, the fonts of other scripts, paper), half other scripts, each as often."""

    def __init__(self, strips, more, rendered, batch):
        self.batch = batch
        self.real = [[ink for ink, _ in lines] for (_, split), lines in sorted(strips.items()) if split == "train"]
        self.real += [[ink for ink, _ in load_more(path)] for path in more]
        self.rendered = rendered

    def line(self, target):
        if target > 0:
            return random.choice(self.rendered[NAMES[target]])
        kind = random.random()
        if kind < 0.06:
            return paper()
        return random.choice(self.rendered["Latn"] if kind < 0.4 else random.choice(self.real))

    def next(self, strength=1.2):
        targets = [0 if random.random() < 0.5 else random.randrange(1, len(NAMES)) for _ in range(self.batch)]
        widest = random.choice(PIECES)
        inks = [distort(reframed(piece(self.line(target), widest)), strength) for target in targets]
        return soften(to_batch(inks), strength), targets, [(ink.shape[1] + 3) // 4 for ink in inks]


def scores_of(logits, frames):
    """Logits [N, W / 4, scripts] -> [N, scripts], the mean over each line's own frames."""
    inside = (torch.arange(logits.shape[1])[None, :] < torch.tensor(frames)[:, None]).float()[:, :, None]
    return (logits * inside).sum(1) / inside.sum(1)


def log_odds(model, inks):
    """What speaks against Latin in each line, nats: the best other script's score above Latin's; and which script it is."""
    model.eval()
    found = []
    with torch.no_grad():
        for ink in inks:
            logits, _ = model(to_batch([ink]))
            scores = scores_of(logits, [(ink.shape[1] + 3) // 4])[0]
            other = 1 + int(scores[1:].argmax())
            found.append((float(scores[other] - scores[0]), other))
    model.train()
    return found


def evaluate(model, strips, tests, least):
    """Latin lines taken for another script at log odds of `least` per set, and scripts told rightly per script."""
    figures = {"latin": {}, "scripts": {}}
    for name, lines in sorted(strips.items()):
        odds = [value for value, _ in log_odds(model, lines)]
        figures["latin"][name] = {"lines": len(lines), "taken": sum(value > least for value in odds), "highest": max(odds)}
    for script, lines in tests.items():
        found = log_odds(model, lines)
        right = sum(value > least and NAMES[other] == script for value, other in found)
        told = sum(value > least for value, other in found)
        figures["scripts"][script] = {"lines": len(lines), "right": right, "other": told}
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("strips", type=pathlib.Path, help="output of prepare_lines.py")
    parser.add_argument("--rendered", type=pathlib.Path, required=True, help="PATH of render_scripts.py --part train")
    parser.add_argument("--test", type=pathlib.Path, action="append", default=[], help="PATH of render_scripts.py, for the figures")
    parser.add_argument("--more", type=pathlib.Path, action="append", default=[], help="further Latin lines, PATH of render-lines or cut-lines")
    parser.add_argument("--weights", type=pathlib.Path, required=True, help="weight file to write (.safetensors)")
    parser.add_argument("--manifest", type=pathlib.Path, help="scripts.json to write beside the weights")
    parser.add_argument("--start", type=pathlib.Path, help="weight file to begin with; --lines 0 only measures it")
    parser.add_argument("--lines", type=int, default=300_000)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--least", type=float, default=2.0, help="log odds from which on a line counts as of another script, for the figures")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for set_seed in (random.seed, np.random.seed, torch.manual_seed):
        set_seed(args.seed)
    torch.set_num_threads(1)
    strips = load_strips(args.strips)
    batches = Batches(strips, args.more, load_scripts(args.rendered), args.batch)
    held = {name: [ink for ink, _ in lines][::4] for (name, split), lines in strips.items() if split == "val"}
    tests = {}
    for path in args.test:
        for script, lines in load_scripts(path).items():
            tests.setdefault(script, []).extend(lines)
    few = {name: lines[::8] for name, lines in held.items()}, {name: lines[::8] for name, lines in tests.items()}
    model = LineNet(**SETTINGS, classes=len(NAMES))
    if args.start:
        model.load_state_dict(starting_state(args.start), strict=False)
    optimiser = torch.optim.AdamW(parameter_groups(model, 0.02), args.rate)
    steps = args.lines // args.batch
    start, losses = time.monotonic(), []
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = rate_at(step / steps, args.rate, warm=0.05)
        x, targets, frames = batches.next()
        logits, first = model(x)
        wanted = torch.tensor(targets)
        loss = F.cross_entropy(scores_of(logits, frames), wanted) + 0.3 * F.cross_entropy(scores_of(first, frames), wanted)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        losses.append(float(loss.detach()))
        if (step + 1) % 500 == 0:
            figures = evaluate(model, *few, args.least)
            taken, right = (sum(own[key] for own in figures[part].values()) for part, key in (("latin", "taken"), ("scripts", "right")))
            count = [sum(own["lines"] for own in figures[part].values()) for part in ("latin", "scripts")]
            print(f"{step + 1} steps, loss {np.mean(losses[-500:]):.3f}, Latin taken {taken}/{count[0]}, right {right}/{count[1]}, "
                  f"{(time.monotonic() - start) / 60:.1f} min", flush=True)
            save(args, model, {})
    figures = evaluate(model, held, tests, args.least)
    save(args, model, figures)
    if args.manifest:
        write_manifest(args, figures)
    print(json.dumps(figures, indent=1))


def save(args, model, figures):
    metadata = {"format": "fcn-scripts/1", "name": args.weights.stem, "scripts": json.dumps(NAMES), "settings": json.dumps(model.settings),
                "figures": json.dumps(figures)}
    write_safetensors(args.weights, to_tensors(model.state_dict()), metadata)


def write_manifest(args, figures):
    """scripts.json, with the figures in short: shares of lines that were never trained on."""
    latin, scripts = figures["latin"].values(), {name: own for name, own in figures["scripts"].items() if name != "Latn"}
    data = args.weights.read_bytes()
    manifest = {
        "version": 1,
        "model": {
            "name": args.weights.stem,
            "file": args.weights.name,
            "sha256": hashlib.sha256(data).hexdigest(),
            "bytes": len(data),
            "network": {"kind": "fcn-lines", "classes": len(NAMES), **SETTINGS, "kernel": 15},
            "scripts": ["Zzzz" if name in UNNAMED else name for name in NAMES[1:]],
            "description": "Tells in which script a line is written, so that nothing is made up for scripts that no reader knows.",
            "limits": "Trained on fonts, hardly any of them handwriting, and on Latin hands of 1830 to today. Cyrillic and Greek look like "
                      "Latin to it most often; a page as a whole is told better than a line.",
            "data": [
                "Lines of Latin hands: the sets of the line reader (training/pytorch/LINES.md)",
                "Words of Unicode CLDR 48 (Unicode License v3), drawn in fonts under the SIL Open Font License (training/pytorch/SCRIPTS.md)",
            ],
            "licence": "CC BY-SA 4.0, as the line reader; attributions in training/pytorch/LINES.md",
            "command": "python3 training/pytorch/train_scripts.py, the commands of training/pytorch/SCRIPTS.md",
            "figures": {
                "latinLinesTakenForOther": sum(own["taken"] for own in latin) / sum(own["lines"] for own in latin),
                **{f"told{name}": own["other"] / own["lines"] for name, own in scripts.items()},
                **{f"named{name}": own["right"] / own["lines"] for name, own in scripts.items() if name not in UNNAMED},
            },
        },
    }
    args.manifest.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
