"""Renders lines of text in many scripts, for train_scripts.py.

Words are the names of countries, languages, days, months and units in CLDR (Unicode licence), as its npm packages hold them: cldr-localenames-full,
cldr-dates-full and cldr-units-full, unpacked side by side in one folder. A script is drawn in every font of the folder that has its letters, shaped by
HarfBuzz (Pillow with Raqm). Latin words are drawn in the same fonts, so that the way of drawing says nothing about the script.
Writes PATH.bin (ink, 0 = paper, 255 = full ink, height 40) and PATH.jsonl (offset, width, script, font).
"""
import argparse
import json
import pathlib
import random
import unicodedata

import numpy as np
from PIL import Image, ImageDraw, ImageFont

HEIGHT, MAX_WIDTH = 40, 900
# ISO 15924 -> a letter or two that a font of the script has, and CLDR's languages
SCRIPTS = {
    "Latn": ("aQ", ["en", "fr", "de", "es", "pt", "it", "nl", "pl", "cs", "sv", "tr", "fi"]),
    "Cyrl": ("жЯ", ["ru", "uk", "bg", "sr", "mk", "be"]),
    "Grek": ("λΩ", ["el"]),
    "Arab": ("سع", ["ar", "fa", "ur"]),
    "Hebr": ("שם", ["he"]),
    "Deva": ("कर", ["hi", "mr", "ne"]),
    "Beng": ("কর", ["bn", "as"]),
    "Gujr": ("કર", ["gu"]),
    "Guru": ("ਕਰ", ["pa"]),
    "Taml": ("கர", ["ta"]),
    "Telu": ("కర", ["te"]),
    "Knda": ("ಕರ", ["kn"]),
    "Mlym": ("കര", ["ml"]),
    "Thai": ("กร", ["th"]),
    "Hani": ("中年", ["zh"]),
    "Jpan": ("かカ", ["ja"]),
    "Kore": ("한국", ["ko"]),
}
UNSPACED = {"Thai", "Hani", "Jpan"}
SIZE = 56  # pixels of the font before the line is brought to its height


def words_of(folder, languages, script):
    """Words of CLDR's languages that have a letter of the script, or any letter where the script is Latin."""
    prefix = {"Hani": "CJK", "Jpan": ("CJK", "HIRAGANA", "KATAKANA"), "Kore": "HANGUL", "Latn": "LATIN"}.get(script)
    names = {"Cyrl": "CYRILLIC", "Grek": "GREEK", "Arab": "ARABIC", "Hebr": "HEBREW", "Deva": "DEVANAGARI", "Beng": "BENGALI",
             "Gujr": "GUJARATI", "Guru": "GURMUKHI", "Taml": "TAMIL", "Telu": "TELUGU", "Knda": "KANNADA", "Mlym": "MALAYALAM",
             "Thai": "THAI"}
    prefix = prefix or names[script]
    found = set()

    def walk(value):
        if isinstance(value, dict):
            for inner in value.values():
                walk(inner)
        elif isinstance(value, str):
            for word in value.replace("{0}", " ").replace("{1}", " ").split():
                letters = [c for c in word if unicodedata.category(c)[0] == "L"]
                if letters and all(unicodedata.name(c, "").startswith(prefix) for c in letters):
                    found.add(unicodedata.normalize("NFC", word))

    for language in languages:
        for path in sorted(folder.glob(f"*/main/{language}/*.json")) or sorted(folder.glob(f"*/package/main/{language}/*.json")):
            walk(json.loads(path.read_text(encoding="utf-8"))["main"][language])
    return sorted(found)


def fonts_of(paths):
    """{script: [(path, characters)]} of the fonts that have the script's letters."""
    from fontTools.ttLib import TTFont  # only here: everything else runs without it
    found = {}
    for path in paths:
        with TTFont(path, lazy=True, fontNumber=0) as font:
            characters = set(font.getBestCmap() or ())
        for script, (letters, _) in SCRIPTS.items():
            if all(ord(letter) in characters for letter in letters):
                found.setdefault(script, []).append((path, characters))
    return found


def text_of(words, script, characters, choice):
    """A few words, at times with a number, of which the font has every character."""
    words = [word for word in choice.sample(words, min(40, len(words))) if all(ord(c) in characters for c in word)]
    if not words:
        return None
    parts = words[:choice.randint(1, 7)]
    if choice.random() < 0.15 and all(ord(c) in characters for c in "0123456789"):
        parts.insert(choice.randrange(len(parts) + 1), str(choice.randint(1, 2999)))
    return ("" if script in UNSPACED and choice.random() < 0.8 else " ").join(parts)


def line_of(text, path, choice):
    """The ink of a text in a font: uint8 [40, width]; None where nothing was drawn."""
    font = ImageFont.truetype(str(path), SIZE, layout_engine=ImageFont.Layout.RAQM)
    left, top, right, bottom = font.getbbox(text)
    if right - left < 8 or bottom - top < 8:
        return None
    pen = choice.choice([0, 0, 0, 1])
    picture = Image.new("L", (right - left + 8, bottom - top + 8))
    ImageDraw.Draw(picture).text((4 - left, 4 - top), text, fill=255, font=font, stroke_width=pen, stroke_fill=255)
    picture = picture.crop(picture.getbbox())
    above, below = (int(picture.height * choice.uniform(0.02, 0.35)) for _ in range(2))
    side = choice.randint(2, 20)
    whole = Image.new("L", (picture.width + 2 * side, picture.height + above + below))
    whole.paste(picture, (side, above))
    width = max(16, round(whole.width * HEIGHT / whole.height))
    return np.asarray(whole.resize((width, HEIGHT), Image.Resampling.BOX))[:, :MAX_WIDTH]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=pathlib.Path, help="PATH of PATH.bin and PATH.jsonl")
    parser.add_argument("--words", type=pathlib.Path, required=True, help="folder with CLDR's packages")
    parser.add_argument("--fonts", type=pathlib.Path, required=True, help="folder of .ttf and .otf files")
    parser.add_argument("--part", choices=("train", "test"), required=True, help="test: every fourth font of a script, which train leaves out")
    parser.add_argument("--count", type=int, default=800, help="lines of each script; of Latin as many as of all others in their fonts")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    choice = random.Random(args.seed)
    paths = sorted([*args.fonts.rglob("*.ttf"), *args.fonts.rglob("*.otf"), *args.fonts.rglob("*.ttc")], key=lambda path: path.name)
    fonts = fonts_of(paths)
    # a font is tested on with all its scripts, or with none
    tested = {path for script, own in fonts.items() if script != "Latn" for path, _ in own[3::4]}
    offset = 0
    with open(args.output.with_suffix(".bin"), "wb") as pixels, open(args.output.with_suffix(".jsonl"), "w", encoding="utf-8") as rows:
        for script, (_, languages) in SCRIPTS.items():
            words = words_of(args.words, languages, script)
            own = [font for font in fonts.get(script, []) if (font[0] in tested) == (args.part == "test")]
            print(f"{script}: {len(words)} words, {len(own)} fonts", flush=True)
            made = tries = 0
            wanted = args.count * (8 if script == "Latn" else 1)
            while own and words and made < wanted and tries < 4 * wanted:
                tries += 1
                path, characters = own[tries % len(own)]
                text = text_of(words, script, characters, choice)
                ink = text and line_of(text, path, choice)
                if ink is None:
                    continue
                pixels.write(ink.tobytes())
                rows.write(json.dumps({"offset": offset, "width": ink.shape[1], "script": script, "font": path.stem}) + "\n")
                offset += ink.size
                made += 1


if __name__ == "__main__":
    main()
