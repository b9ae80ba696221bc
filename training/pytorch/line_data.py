"""Batches of line strips for the line reader: sampling over the sets, joining, distortions, padding."""
import json
import math
import random

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from alphabet import fold
from glyph_augment import change_stroke
from glyph_lines import GlyphLines

HEIGHT, MAX_WIDTH = 40, 1200


def load_strips(path):
    """The file of prepare_lines.py -> {(set, split): [(ink uint8 [40, width], text)]}."""
    return {key: [(ink, text) for ink, text, _ in lines] for key, lines in load_hands(path).items()}


def load_hands(path):
    """The same with the hand of each line: {(set, split): [(ink uint8 [40, width], text, hand)]}."""
    with np.load(path) as file:
        widths, pixels, rows = file["widths"], file["pixels"], json.loads(str(file["rows"]))
    ends = np.cumsum(widths) * HEIGHT
    strips = {}
    for row, width, end in zip(rows, widths, ends):
        ink = pixels[end - width * HEIGHT:end].reshape(HEIGHT, width)
        strips.setdefault((row["set"], row["split"]), []).append((ink, row["text"], row.get("hand", "")))
    return strips


def load_more(path):
    """PATH.bin and PATH.jsonl of `longhand train render-lines` or `cut-lines` (grey, 0 = black) -> [(ink uint8, text)]."""
    pixels = np.fromfile(path.with_suffix(".bin"), np.uint8)
    lines = []
    with open(path.with_suffix(".jsonl"), encoding="utf-8") as file:
        for row in map(json.loads, file):
            grey = pixels[row["offset"]:row["offset"] + row["width"] * row["height"]].reshape(row["height"], row["width"])
            text = fold(row["text"])
            if text and row["width"] <= MAX_WIDTH:
                lines.append((to_levels(grey), text))
    return lines


def to_levels(grey):
    """Grey [40, width] -> ink, paper and full ink as in prepare_lines.py."""
    dark = 255 - grey.astype(np.float32)
    paper, ink = np.percentile(dark, [20, 99.5])
    return np.clip((dark - paper) / max(20, ink - paper) * 255, 0, 255).round().astype(np.uint8)


def fits(ink, text):
    """Whether CTC can spell the text: a frame for every character and one more between two equal ones."""
    needed = len(text) + sum(a == b for a, b in zip(text, text[1:]))
    return needed <= (ink.shape[1] + 3) // 4


def distort(ink, strength=1.0):
    """Width, height, slant, rotation and height in the strip of one line, `strength` of the widest ranges -> uint8 [40, other width]."""
    width, far = ink.shape[1], min(1.0, strength)
    # a hand's size in its line differs more from writer to writer than its breadth does
    size = 1 + far * random.uniform(-0.3, 0.2)
    sx, sy = size * (1 + far * random.uniform(-0.15, 0.2)), size * (1 + far * random.uniform(-0.1, 0.1))
    slant, drop = far * random.uniform(-0.35, 0.35), far * random.uniform(-3, 3)
    turn = math.tan(math.radians(far * random.uniform(-1.5, 1.5)))
    turn = max(-5 / width, min(5 / width, turn))
    new = int(min(MAX_WIDTH, max(16, width * sx + abs(slant) * HEIGHT)))
    half = HEIGHT / 2
    # maps the new pixel (x, y) back: slant about the middle row, then the turn about the strip's middle
    a, b = 1 / sx, slant / sx
    c = -b * half + (width - new / sx) / 2
    d, e = turn / sx, 1 / sy
    f = half - half * e - turn * width / 2 + drop
    back = (a, b, c, d, e, f)
    return np.asarray(Image.fromarray(ink).transform((new, HEIGHT), Image.AFFINE, back, Image.BILINEAR, fillcolor=0))


def to_batch(inks):
    """-> float32 [N, 40, W, 1] in 0..1, W the next multiple of 16 of the widest."""
    width = (max(64, max(ink.shape[1] for ink in inks)) + 15) // 16 * 16
    batch = np.zeros((len(inks), HEIGHT, width, 1), np.uint8)
    for row, ink in zip(batch, inks):
        row[:, :ink.shape[1], 0] = ink
    return torch.from_numpy(batch).float() / 255


def soften(x, strength=1.0):
    """Pen width, a smooth elastic field, contrast, ruled lines and missing slices, on a whole batch [N, 40, W, 1].

    strength: how often, 1 for a long training that would learn its lines by heart.
    """
    x = x.permute(0, 3, 1, 2)
    n, _, height, width = x.shape
    if random.random() < 0.5 * strength:
        identity = torch.eye(2, 3).expand(n, 2, 3)
        grid = F.affine_grid(identity, x.shape, align_corners=False)
        field = torch.randn(n, 2, 4, width // 16 + 1)
        field[:, 0] *= 1.5 * 2 / width
        field[:, 1] *= 1.0 * 2 / height
        field = F.interpolate(field, size=(height, width), mode="bilinear", align_corners=True)
        grid = grid + field.permute(0, 2, 3, 1)
        x = F.grid_sample(x, grid, mode="bilinear", padding_mode="zeros", align_corners=False)
    x = change_stroke(x.contiguous(), share=0.2 * strength)
    for i in range(n):
        if random.random() < 0.1 * strength:
            y, pen = random.randint(2, height - 3), random.choice([1, 1, 2])
            x[i, :, y:y + pen] = torch.clamp(x[i, :, y:y + pen] + random.uniform(0.2, 0.9), max=1)
        if random.random() < 0.3 * strength:
            for _ in range(random.randint(1, 1 + width // 160)):
                at, long = random.randint(0, width - 12), random.randint(3, 10)
                x[i, :, :, at:at + long] = 0
        if random.random() < 0.2 * strength:
            x[i] += torch.randn_like(x[i]) * random.uniform(0.01, 0.08)
    power, strength = torch.empty(2, n, 1, 1, 1).uniform_(-0.35, 0.35)
    return (x.clamp(0, 1) ** torch.exp(power) * torch.exp(strength.clamp(max=0.1))).clamp(0, 1).permute(0, 2, 3, 1)


# what the sets of prepare_lines.py weigh in the mixture; those that are not named weigh nothing
WEIGHTS = {"dhsd": 1.8, "hooker": 5, "copiste": 3}
SHORT, SHORT_WEIGHT = 4, 0.25  # cells of a table: so many characters or fewer count for less


class Pool:
    """The lines of one set, of which short ones are drawn less often."""

    def __init__(self, lines):
        self.lines = lines
        self.until = np.cumsum([SHORT_WEIGHT if len(text) <= SHORT else 1.0 for _, text in lines]).tolist()

    def draw(self, count):
        return random.choices(self.lines, cum_weights=self.until, k=count)


class Mixture:
    """Training batches: lines of like width from one set at a time, so that little is padding."""

    def __init__(self, strips, batch, strength=1.0, more=(), weights=WEIGHTS, printed=0.5, warm=False):
        """weights: of the sets of prepare_lines.py; printed: of lines made from single glyphs;
        more: [(lines as of load_more, weight)] beside them; warm: the network reads already and needs no short words first."""
        names = [name for name in weights if weights[name] > 0 and strips.get((name, "train"))]
        self.pools = [Pool(strips[name, "train"]) for name in names] + [Pool(lines) for lines, _ in more]
        words = [w for name in names for _, text in strips[name, "train"] for w in text.split()]
        self.printed, self.batch, self.strength, self.warm = GlyphLines(words) if printed else None, batch, strength, warm
        self.late = [weights[name] for name in names] + [weight for _, weight in more] + [printed]
        self.early = [6 if name == "dhsd" else 0.5 for name in names] + [weight / 2 for _, weight in more] + [4 * printed]

    def items(self, progress, choice):
        """Short words first: CTC learns its alignment on them. -> [(ink, text)], `batch` of them.

        choice: random numbers for the set and the width alone: processes that train together share them, so that none waits.
        """
        early = progress < 0.04 and not self.warm
        pool = choice.choices([*self.pools, None], self.early if early else self.late)[0]
        quarter = 0 if early else choice.randrange(4)
        if pool is None:
            return [self.printed.line() for _ in range(self.batch)]
        chosen = pool.draw(self.batch * 4)
        if not early and random.random() < 0.3:
            chosen = [self.join(a, b) for a, b in zip(chosen, chosen[1:] + chosen[:1])]
        chosen.sort(key=lambda item: item[0].shape[1])
        return chosen[quarter * self.batch:(quarter + 1) * self.batch]

    @staticmethod
    def join(a, b):
        """Two strips side by side with a blank between, where the result is not too long."""
        if a[0].shape[1] + b[0].shape[1] > 600:
            return a
        gap = np.zeros((HEIGHT, random.randint(6, 18)), np.uint8)
        return np.concatenate([a[0], gap, b[0]], 1), f"{a[1]} {b[1]}"

    def next(self, progress, choice=random):
        """-> x [N, 40, W, 1], texts, frames of each line."""
        items = self.items(progress, choice)
        inks = [distort(ink, self.strength) for ink, _ in items]
        # a line that became too narrow for its text is taken as it was
        inks = [ink if fits(ink, text) else whole for ink, (whole, text) in zip(inks, items)]
        frames = [(ink.shape[1] + 3) // 4 for ink in inks]
        return soften(to_batch(inks), self.strength), [text for _, text in items], frames
