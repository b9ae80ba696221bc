"""Hand-printed lines put together from single EMNIST glyphs: digits, dates, doses, capitals are rare in running text.

Only images that train CharNet-62 are used, of certain case. The glyphs of one line come from many writers.
"""
import random

import numpy as np
from PIL import Image

from glyph_data import CHARACTERS, load_task

HEIGHT = 40
UNITS = ("mg", "ml", "g", "kg", "cm", "mm", "h", "d", "IU", "x", "mmHg", "F", "C", "bpm")
TALL, LOW = set("bdfhkltij"), set("gjpqy")


class GlyphLines:
    def __init__(self, words):
        """words: texts from which words are taken for the alphabetic part."""
        parts, _ = load_task("charnet-62")
        images, targets = parts["train"]
        certain = targets[:, 0] == targets[:, 1]
        self.images = images[certain]
        labels = targets[certain, 0]
        self.of = {c: np.flatnonzero(labels == i) for i, c in enumerate(CHARACTERS)}
        self.words = [w for w in words if w and all(c in self.of for c in w)]

    def text(self):
        """A date, a number, a dose, a code or a few words."""
        def digits(low, high):
            return "".join(random.choice("0123456789") for _ in range(random.randint(low, high)))

        def part():
            kind = random.random()
            if kind < 0.25:
                mark = random.choice("/.-")
                return mark.join([digits(1, 2), digits(1, 2), random.choice([digits(2, 2), digits(4, 4)])])
            if kind < 0.45:
                return digits(1, 6)
            if kind < 0.6:
                number = digits(1, 3) + (random.choice(".,") + digits(1, 2) if random.random() < 0.4 else "")
                return number + random.choice(["", " "]) + random.choice(UNITS)
            if kind < 0.7:
                return random.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") + digits(2, 5)
            word = random.choice(self.words)
            return word.upper() if random.random() < 0.5 else word
        return " ".join(part() for _ in range(random.randint(1, 4)))

    def glyph(self, character, size):
        """One glyph where a capital is `size` pixels tall -> (ink [h, w], its top below the capital's top)."""
        image = self.images[random.choice(self.of[character])]
        rows, columns = np.flatnonzero(image.max(1) > 80), np.flatnonzero(image.max(0) > 80)
        if not len(rows):
            return np.zeros((size, size // 2), np.uint8), 0
        image = image[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]
        small = character.islower() and character not in TALL
        tall = size * (0.62 if small else 1.0) * random.uniform(0.92, 1.08)
        if character in LOW:
            tall = size * 0.95
        # a glyph fills its frame by its longer side: a wide one (m, w, -) is not as tall as its line
        wide = image.shape[1] / image.shape[0] * tall
        pixels = (max(2, round(min(wide, size * 1.6))), max(3, round(tall)))
        top = size - tall + (size * 0.3 if character in LOW else 0)
        return np.asarray(Image.fromarray(image).resize(pixels, Image.BILINEAR)), round(top)

    @staticmethod
    def mark(character, size):
        """Punctuation is drawn: EMNIST has none."""
        pen = max(2, round(size * random.uniform(0.09, 0.14)))
        if character == "/":
            ink = np.zeros((size, max(4, size // 2)), np.uint8)
            for y in range(size):
                x = round((1 - y / size) * (ink.shape[1] - pen))
                ink[y, x:x + pen] = 255
            return ink, 0
        if character == "-":
            return np.full((pen, round(size * random.uniform(0.25, 0.45))), 255, np.uint8), size // 2
        return np.full((pen + (round(size * 0.15) if character == "," else 0), pen), 255, np.uint8), size - pen

    def line(self):
        """-> ink uint8 [40, width], text."""
        text, size = self.text(), random.randint(15, 26)
        base, gap = random.randint(3, HEIGHT - size - 8), random.uniform(0.04, 0.3)
        parts, x = [], random.randint(2, 8)
        for character in text:
            if character == " ":
                x += round(size * random.uniform(0.5, 1.0))
                continue
            ink, top = self.glyph(character, size) if character in self.of else self.mark(character, size)
            parts.append((ink, x, max(0, base + top + random.randint(-1, 1))))
            x += ink.shape[1] + max(1, round(size * gap * random.uniform(0.6, 1.4)))
        canvas = np.zeros((HEIGHT, x + 6), np.uint8)
        for ink, left, top in parts:
            ink = ink[:HEIGHT - top]
            area = canvas[top:top + ink.shape[0], left:left + ink.shape[1]]
            np.maximum(area, ink[:, :area.shape[1]], out=area)
        return canvas, text
