"""The characters that the line reader tells apart, and how other texts are folded to them.

Class 0 is CTC's blank, class c the character c - 1 of ALPHABET: printable ASCII, then the Latin letters with accents and
the signs that the training data needs. The weight file carries the alphabet along.
"""
import unicodedata

ALPHABET = "".join(map(chr, range(32, 127))) + "ÀÂÄÇÈÉÊËÎÏÔÖÙÛÜßàâäçèéêëîïôöùûüáíóñœæ£°«»"
CLASS_OF = {character: i + 1 for i, character in enumerate(ALPHABET)}
SPELLINGS = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "Œ": "Oe", "Æ": "Ae", "€": "E"}


def fold(text):
    """The text in characters of ALPHABET: other accents dropped, runs of blanks made one."""
    for special, plain in SPELLINGS.items():
        text = text.replace(special, plain)
    kept = []
    for character in unicodedata.normalize("NFC", text):
        if character in CLASS_OF:
            kept.append(character)
        elif character.isdecimal():
            kept.append(str(unicodedata.decimal(character)))
        else:
            kept.extend(c for c in unicodedata.normalize("NFKD", character) if 32 <= ord(c) < 127)
    return " ".join("".join(kept).split())


def encode(text):
    return [CLASS_OF[character] for character in text]
