"""Writes new texts in the hands of training lines, for train_lines.py --more ("StackMix", arXiv 2108.11667).

The lines of one hand are cut into letters (hand_pieces.py). A new text is put together from the longest runs of letters that the hand has
written somewhere, whole words before parts of words, single letters only where there is nothing longer; a run goes on where the ink of the
last one ended, and is brought to the same size and base line. A letter that the hand never wrote is lent by another hand of its set. So a
hand of which only French is known also writes English, numbers and names. Writes PATH.bin and PATH.jsonl as `longhand train render-lines` does.
"""
import argparse
import json
import math
import pathlib
import random

import numpy as np
import torch

from alphabet import fold
from hand_pieces import cut_line, resized, shear, trimmed
from line_data import HEIGHT, MAX_WIDTH, fits, load_hands
from line_net import LineNet, starting_state
from line_scores import log_probabilities

WINDOW = 70  # lines of a hand that are put together at a time: a few pages, as pens and moods change
MIN_LETTERS = 200  # a hand of which there is less is left alone
LONGEST_RUN = 12
CHANGE, SINGLE, LENT = 1.0, 0.7, 3.0  # what a new run costs, how much more for a letter alone, for one of another hand
CANDIDATES = 4  # runs of the same letters that are tried for the best join
NARROWEST, WIDEST = 120, 900


class Hand:
    """The cut lines of one hand and where each run of letters stands in them."""

    def __init__(self, lines):
        self.lines = lines
        self.runs = {}
        for number, line in enumerate(lines):
            for start in range(len(line.text)):
                for end in range(start + 1, min(len(line.text), start + LONGEST_RUN) + 1):
                    if line.text[end - 1] == " " or not line.sure[end - 1]:
                        break
                    self.runs.setdefault(line.text[start:end], []).append((number, start, end))
        gaps = [gap for line in lines for gap in gaps_of(line)]
        self.gap = max(7.0, float(np.median(gaps))) if len(gaps) > 4 else 9.0

    def letters(self):
        return sum(len(line.text) for line in self.lines)

    def piece(self, run, base, body, at_end):
        """The ink of a run at the wanted base line and height of small letters."""
        number, start, end = run
        line = self.lines[number]
        ink = line.ink[:, line.starts[start]:line.ends[end - 1]]
        scale = min(1.25, max(0.8, body / line.body))
        ink = resized(ink, scale, line.base, base) if abs(scale - 1) > 0.08 or abs(line.base - base) >= 1 else ink
        is_first = start == 0 or line.text[start - 1] == " "
        is_last = end == len(line.text) or line.text[end] == " "
        return trimmed(ink) if is_first and is_last else trim_side(ink, is_first, is_last or at_end)


def gaps_of(line):
    """Columns between the words of a line."""
    places = [place for place, character in enumerate(line.text) if character == " "]
    return [line.starts[p + 1] - line.ends[p - 1] for p in places if p + 1 in line.starts and p - 1 in line.ends]


def trim_side(ink, left, right):
    """Without the empty columns on the outer sides."""
    columns = np.flatnonzero((ink > 60).sum(0))
    if not len(columns):
        return ink[:, :0]
    return ink[:, columns[0] if left else 0:columns[-1] + 1 if right else ink.shape[1]]


def parts_of(word, hand, lenders, choice):
    """The word as [(run of letters, whether it is lent)] of least cost, or None where a letter is nowhere."""
    best = [(0.0, None)] + [(math.inf, None)] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - LONGEST_RUN), end):
            run = word[start:end]
            if run in hand.runs:
                cost = CHANGE + (SINGLE if len(run) == 1 and len(word) > 1 else 0)
            elif len(run) == 1 and run in lenders:
                cost = LENT
            else:
                continue
            cost = best[start][0] + cost * choice.uniform(0.8, 1.2)
            if cost < best[end][0]:
                best[end] = (cost, start)
    if best[-1][0] == math.inf:
        return None
    parts, end = [], len(word)
    while end:
        start = best[end][1]
        parts.append((word[start:end], word[start:end] not in hand.runs))
        end = start
    return parts[::-1]


def edge(ink, side):
    """Mean row and amount of the ink at the left (0) or right (-1) edge."""
    columns = ink[:, :2] if side == 0 else ink[:, -2:]
    weights = np.where(columns > 90, columns, 0).sum(1, dtype=np.float64)
    return (float((weights * np.arange(HEIGHT)).sum() / weights.sum()), float(weights.sum())) if weights.sum() else (None, 0.0)


def mismatch(left, right):
    """How badly the ink at the right edge of one piece goes on at the left edge of the next, in rows."""
    (row, _), (other, _) = edge(left, -1), edge(right, 0)
    if row is None or other is None:
        return 2.0 if row is not None or other is not None else 1.0
    return abs(row - other)


def word_ink(word, hand, lenders, base, body, choice):
    """-> ink of the word, upright, or None."""
    parts = parts_of(word, hand, lenders, choice)
    if parts is None:
        return None
    ink = None
    for place, (run, is_lent) in enumerate(parts):
        owner, runs = choice.choice(lenders[run]) if is_lent else (hand, hand.runs[run])
        runs = choice.sample(runs, min(3 * CANDIDATES, len(runs)))
        runs.sort(key=lambda r: abs(math.log(owner.lines[r[0]].body / body)))
        tried = [owner.piece(r, base, body, place == len(parts) - 1) for r in runs[:CANDIDATES]]
        tried = [piece for piece in tried if piece.shape[1] >= 2]
        if not tried:
            return None
        if ink is None:
            ink = choice.choice(tried)
            continue
        piece = min(tried, key=lambda other: mismatch(ink, other) + choice.uniform(0, 1))
        ink = joined(ink, piece)
    return ink


def joined(left, right):
    """Two pieces of a word, a column over each other; the second is moved up or down to where the first one ended, by two rows at most."""
    (row, _), (other, _) = edge(left, -1), edge(right, 0)
    by = 0 if row is None or other is None else int(round(max(-2, min(2, (row - other) / 2))))
    moved = np.zeros_like(right)
    moved[max(0, by):HEIGHT + min(0, by)] = right[max(0, -by):HEIGHT - max(0, by)]
    result = np.zeros((HEIGHT, left.shape[1] + moved.shape[1] - 1), np.uint8)
    result[:, :left.shape[1]] = left
    tail = result[:, left.shape[1] - 1:]
    np.maximum(tail, moved, out=tail)
    return result


def new_line(hand, lenders, texts, choice):
    """-> (ink uint8 [40, width], text) or None."""
    model = choice.choice(hand.lines)
    base, body, wanted = model.base, model.body, choice.uniform(NARROWEST, WIDEST)
    pieces, words, width = [], [], 0
    for word in choice.choice(texts).split():
        ink = word_ink(word, hand, lenders, base, body, choice)
        if ink is None:
            continue  # the sentence loses a word that this hand cannot write
        gap = max(4, round(hand.gap * choice.uniform(0.6, 1.5))) if pieces else 0
        if pieces and width + gap + ink.shape[1] > wanted:
            break
        pieces += [np.zeros((HEIGHT, gap), np.uint8), ink]
        words.append(word)
        width += gap + ink.shape[1]
    if not words:
        return None
    text = " ".join(words)
    ink = np.pad(np.concatenate(pieces, 1), ((0, 0), (choice.randint(2, 12), choice.randint(2, 12))))
    ink = leaned(ink, model.slant)
    return (ink, text) if ink.shape[1] <= MAX_WIDTH and fits(ink, text) else None


def leaned(ink, slant):
    ink, _ = shear(ink, slant)
    columns = np.flatnonzero((ink > 30).sum(0))
    return ink[:, max(0, columns[0] - 6):columns[-1] + 7] if len(columns) else ink


def windows(lines):
    """[(anything, text, hand)] in the order of the set -> [lines of one hand, WINDOW or a few more at most]."""
    hands = {}
    for line in lines:
        hands.setdefault(line[2], []).append(line)
    for own in hands.values():
        parts = max(1, round(len(own) / WINDOW))
        for part in range(parts):
            yield own[len(own) * part // parts:len(own) * (part + 1) // parts]


def lenders_of(hands):
    """Which hands can lend a letter: {letter: [(hand, its runs)]}."""
    lenders = {}
    for hand in hands:
        for run, places in hand.runs.items():
            if len(run) == 1:
                lenders.setdefault(run, []).append((hand, places))
    return lenders


def read_texts(path):
    """Lines of text: the rows of `longhand train render-lines` (.jsonl), or the paragraphs of the .txt files of a folder."""
    if path.suffix == ".jsonl":
        with open(path, encoding="utf-8") as file:
            return [fold(json.loads(row)["text"]) for row in file]
    texts = []
    for file in sorted(path.glob("*.txt")):
        words = [fold(word) for word in file.read_text(encoding="utf-8", errors="ignore").split()]
        texts += [" ".join(words[at:at + 14]) for at in range(0, len(words), 14)]
    return texts


def hands_of(model, lines):
    """[(ink, text, hand)] of a set -> hands of which there is enough."""
    hands = []
    logs = log_probabilities(model, [ink for ink, _, _ in lines])
    cut = [(cut_line(ink, text, log), text, hand) for (ink, text, hand), log in zip(lines, logs)]
    for own in windows([line for line in cut if line[0]]):
        if sum(len(text) for _, text, _ in own) >= MIN_LETTERS:
            hands.append(Hand([line for line, _, _ in own]))
    return hands


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("strips", type=pathlib.Path, help="output of prepare_lines.py")
    parser.add_argument("out", type=pathlib.Path, help="writes OUT.bin and OUT.jsonl")
    parser.add_argument("--reader", type=pathlib.Path, required=True, help="checkpoint or weight file of a reader of these lines")
    parser.add_argument("--widths", type=int, nargs=3, default=(24, 48, 96))
    parser.add_argument("--context", type=int, default=256)
    parser.add_argument("--blocks", type=int, default=8)
    parser.add_argument("--set", nargs=2, action="append", default=[], dest="sets", metavar=("NAME", "COUNT"), help="a set of STRIPS, and new lines in its hands")
    parser.add_argument("--text", nargs=2, action="append", default=[], metavar=("PATH", "WEIGHT"), help=".jsonl of rendered lines or folder of .txt")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    model = LineNet(args.widths, args.context, args.blocks)
    model.grow_from(starting_state(args.reader))
    model.eval()
    choice, strips, offset = random.Random(args.seed), load_hands(args.strips), 0
    texts = [(read_texts(pathlib.Path(path)), float(weight)) for path, weight in args.text]
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with open(args.out.with_suffix(".bin"), "wb") as pixels, open(args.out.with_suffix(".jsonl"), "w", encoding="utf-8") as rows:
        for name, count in args.sets:
            hands, made = hands_of(model, strips[name, "train"]), 0
            lenders, weights = lenders_of(hands), [math.sqrt(hand.letters()) for hand in hands]
            while made < int(count):
                hand = choice.choices(hands, weights)[0]
                source = choice.choices([source for source, _ in texts], [weight for _, weight in texts])[0]
                line = new_line(hand, lenders, source, choice)
                if line is None:
                    continue
                ink, text = line
                pixels.write((255 - ink).tobytes())
                rows.write(json.dumps({"offset": offset, "width": ink.shape[1], "height": HEIGHT, "text": text, "set": name}) + "\n")
                offset, made = offset + ink.size, made + 1
            print(f"{name}: {len(hands)} hands, {made} lines", flush=True)


if __name__ == "__main__":
    main()
