"""Crops of pages for the line detector: from the file of `longhand train detector-data`, distorted again each time."""
import json
import math
import random

import numpy as np
import torch
import torch.nn.functional as F

CORE, BORDER, RULED, UNKNOWN = 1, 2, 4, 8


def load_pages(path):
    """PATH.bin and PATH.jsonl -> [(ink uint8 [2, H, W]: cleaned and scanned, labels uint8 [H / 2, W / 2])]."""
    pixels, pages = np.fromfile(path.with_suffix(".bin"), np.uint8), []
    with open(path.with_suffix(".jsonl"), encoding="utf-8") as file:
        for row in map(json.loads, file):
            size, at = row["width"] * row["height"], row["offset"]
            ink = pixels[at:at + 2 * size].reshape(2, row["height"], row["width"])
            labels = pixels[at + 2 * size:at + 2 * size + size // 4].reshape(row["height"] // 2, row["width"] // 2)
            pages.append((ink, labels))
    return pages


def crop(ink, labels, side):
    """A place of a page, turned by up to 3 degrees and made larger or smaller -> ink float [side, side], labels [side / 2, side / 2]."""
    height, width = ink.shape[1:]
    # How many pixels of the page one of the crop is: pages of large and of small writing come from the same sheets.
    scale = math.exp(random.uniform(-0.45, 0.55))
    turn, lean = math.radians(random.gauss(0, 1.2)), random.uniform(-0.15, 0.15)
    # Where there is writing, mostly: a page's lower half is often empty.
    rows, columns = np.nonzero(labels[::8, ::8] & CORE)
    if len(rows) and random.random() < 0.85:
        pick = random.randrange(len(rows))
        y, x = 16 * rows[pick] + random.uniform(-0.3, 0.3) * side, 16 * columns[pick] + random.uniform(-0.3, 0.3) * side
    else:
        y, x = random.uniform(0, height), random.uniform(0, width)
    cos, sin = scale * math.cos(turn), scale * math.sin(turn)
    stretch = math.exp(random.uniform(-0.15, 0.15))
    # affine_grid: from the crop's -1..1 to the page's -1..1
    theta = torch.tensor([[cos * stretch * side / width, (lean * scale - sin) * side / width, 2 * x / width - 1],
                          [sin * stretch * side / height, cos * side / height, 2 * y / height - 1]])[None].float()
    mix = random.choice([0.0, 0.0, 1.0, random.random()])
    page = torch.from_numpy(ink[0].astype(np.float32) * (1 - mix) + ink[1].astype(np.float32) * mix)[None, None] / 255
    if scale > 1.25:  # as the mean of the pixels it stands for, not one of them
        page = F.avg_pool2d(page, 3, 1, 1) * 0.6 + page * 0.4
    grid = F.affine_grid(theta, (1, 1, side, side), align_corners=False)
    out = F.grid_sample(page, grid, mode="bilinear", padding_mode="zeros", align_corners=False)[0, 0]
    grid = F.affine_grid(theta, (1, 1, side // 2, side // 2), align_corners=False)
    marks = torch.from_numpy(labels.astype(np.float32))[None, None]
    marks = F.grid_sample(marks, grid, mode="nearest", padding_mode="zeros", align_corners=False)[0, 0]
    marks = marks.to(torch.uint8).numpy().copy()
    if mix < 0.3:  # hardly to be seen there
        marks[(marks & RULED) > 0] |= UNKNOWN
        marks &= ~np.uint8(RULED)
    return out.numpy(), marks


def add_lines(ink, marks):
    """Folds and rules, level or upright, drawn over a crop, in place; their cells are labelled as ruled."""
    side = ink.shape[0]
    isLevel = random.random() < 0.5
    pen, dark = random.choice([1, 1, 2]), random.uniform(0.15, 0.9)
    pitch = random.choice([side, random.randint(14, 60)])
    slope = random.gauss(0, 0.01)
    a, m = (ink, marks) if isLevel else (ink.T, marks.T)
    along = np.arange(side)
    gaps = np.repeat(np.random.random(side // 8 + 1) < random.choice([0, 0, 0.3]), 8)[:side]
    for y in np.arange(random.randint(0, pitch), side, pitch):
        at = np.round(y + slope * along).astype(int)
        for k in range(pen):
            fits = (at + k >= 0) & (at + k < side) & ~gaps
            a[at[fits] + k, along[fits]] = np.maximum(a[at[fits] + k, along[fits]], dark)
        fits = (at >= 0) & (at < side) & ~gaps
        m[at[fits] // 2, along[fits] // 2] |= RULED


def add_dirt(ink, other):
    """Specks, punch holes, stains and the ink of the other side, drawn over a crop, in place: they are no writing, so no label changes.

    other: another crop of the same size; its mirror image shines through.
    """
    side = ink.shape[0]
    rows, columns = np.mgrid[:side, :side]

    def disc(radius, soft):
        y, x = random.uniform(0, side), random.uniform(0, side)
        far = np.hypot((rows - y) * random.uniform(0.7, 1.4), columns - x)
        return np.clip((radius - far) / soft + 0.5, 0, 1)

    if random.random() < 0.6:
        for _ in range(random.choice([5, 15, 40])):
            np.maximum(ink, disc(random.uniform(0.4, 1.8), 1) * random.uniform(0.2, 1), out=ink)
    if random.random() < 0.35:
        for _ in range(random.choice([1, 1, 2])):
            np.maximum(ink, disc(random.uniform(4, 12), 1.5) * random.uniform(0.4, 1), out=ink)
    if random.random() < 0.3:
        np.maximum(ink, disc(random.uniform(15, 60), random.uniform(2, 25)) * random.uniform(0.1, 0.4), out=ink)
    if random.random() < 0.35:
        np.maximum(ink, other[:, ::-1] * random.uniform(0.1, 0.4), out=ink)


def isolate(ink, marks):
    """Leaves a few letters of a crop standing alone, in place: paper takes what is beside them, and their labels with it.

    Initials, list numbers and single digits stand so; a page of running hand has few of them.
    """
    side = ink.shape[0]
    rows, columns = np.nonzero(marks & CORE)
    if not len(rows):
        return
    for _ in range(random.choice([1, 2, 4])):
        pick = random.randrange(len(rows))
        left = 2 * int(columns[pick])
        width, reach = random.randint(5, 18), random.randint(12, 70)
        # One line alone, or all lines of the crop: a column of letters.
        top, bottom = (max(0, 2 * int(rows[pick]) - 14), 2 * int(rows[pick]) + 14) if random.random() < 0.6 else (0, side)
        for start, end in ((left - reach, left), (left + width, left + width + reach)):
            start, end = max(0, start), min(side, end)
            if end <= start:
                continue
            ink[top:bottom, start:end] = np.minimum(ink[top:bottom, start:end], 0.04)
            marks[top // 2:(bottom + 1) // 2, start // 2:(end + 1) // 2] &= ~np.uint8(CORE | BORDER)


def soften(x):
    """Pen width, contrast, blur and noise on a batch [N, 1, H, W]."""
    for i in range(len(x)):
        kind = random.random()
        if kind < 0.12:
            x[i] = F.max_pool2d(x[i:i + 1], 3, 1, 1)[0] * random.uniform(0.4, 0.8) + x[i] * 0.2
        elif kind < 0.3:
            x[i] = F.avg_pool2d(x[i:i + 1], 3, 1, 1)[0] * random.uniform(1, 1.6)
        if random.random() < 0.3:
            x[i] += torch.randn_like(x[i]) * random.uniform(0.01, 0.08)
    power, gain = torch.empty(2, len(x), 1, 1, 1).uniform_(-0.4, 0.4)
    return (x.clamp(0, 1) ** torch.exp(power) * torch.exp(gain)).clamp(0, 1)


def batch(pages, count, side):
    """-> x [count, side, side, 1], wanted [count, side / 2, side / 2, 3], known [count, side / 2, side / 2, 1]."""
    inks, labels = [], []
    for _ in range(count):
        ink, marks = crop(*random.choice(pages), side)
        if random.random() < 0.25:
            isolate(ink, marks)
        if random.random() < 0.25:
            add_lines(ink, marks)
        if random.random() < 0.3:
            add_dirt(ink, inks[-1] if inks else np.zeros_like(ink))
        inks.append(ink)
        labels.append(marks)
    x = soften(torch.from_numpy(np.stack(inks))[:, None]).permute(0, 2, 3, 1).contiguous()
    labels = np.stack(labels)
    wanted = np.stack([(labels & bit) > 0 for bit in (CORE, BORDER, RULED)], -1)
    return x, torch.from_numpy(wanted.astype(np.float32)), torch.from_numpy(((labels & UNKNOWN) == 0).astype(np.float32))[..., None]
