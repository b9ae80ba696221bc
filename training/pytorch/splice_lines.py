"""Puts the words of training lines together to new lines of the same hand, for train_lines.py --more.

A trained reader aligns each line with its text (the best CTC path through the text, Viterbi); the line is cut where there is least
ink between the last letter of a word and the first of the next. New lines take words of neighbouring lines, which one hand wrote, in random order, so that
the reader cannot learn the few texts of a set by heart. Writes PATH.bin and PATH.jsonl as `longhand train render-lines` does.
"""
import argparse
import json
import pathlib
import random

import numpy as np
import torch

from alphabet import encode
from line_data import HEIGHT, fits, load_more, load_strips, to_batch
from line_net import BLANK, LineNet

NEIGHBOURS = 16  # lines to either side whose words a new line may take: about one page


def best_path(logs, classes):
    """Log probabilities [T, C] and the text's classes -> for each frame the place in the text, -1 for a blank; None if it does not fit."""
    states = [BLANK]
    for c in classes:
        states += [c, BLANK]
    states = np.array(states)
    leap = np.zeros(len(states), bool)
    leap[2:] = (states[2:] != BLANK) & (states[2:] != states[:-2])
    never = np.where(leap, 0.0, -np.inf)
    # two states before the first that nothing comes from
    reached = np.full(len(states) + 2, -np.inf)
    score = reached[2:]
    score[:2] = logs[0, states[:2]]
    emitted = logs[:, states]
    came = np.zeros((len(logs), len(states)), np.int8)
    for t in range(1, len(logs)):
        stays, steps = score.copy(), reached[1:-1].copy()
        leaps = reached[:-2] + never
        best = np.maximum(stays, steps)
        came[t] = np.where(leaps > best, 2, steps > stays)
        score[:] = np.maximum(best, leaps) + emitted[t]
    at = len(states) - 1 if score[-1] >= score[-2] else len(states) - 2
    if not np.isfinite(score[at]):
        return None
    places = []
    for t in range(len(logs) - 1, -1, -1):
        places.append((at - 1) // 2 if at % 2 else -1)
        at -= came[t, at]
    return places[::-1]


def gap_column(ink, start, end):
    """The middle of the columns with least ink in [start, end); a column counts with two on each side."""
    start, end = max(0, start), min(ink.shape[1], end)
    if end - start < 6:
        return (start + end) // 2
    columns = np.convolve(np.pad(ink.sum(0, dtype=np.int64), 2), np.ones(5, np.int64), "valid")[start:end]
    clear = columns <= columns.min() + 5 * 40  # as good as the best
    middle = np.flatnonzero(clear)
    return start + int(middle[len(middle) // 2])


def cut_words(ink, text, logs):
    """One line -> [(ink of the word with half the gap on both sides, word)]; [] where a word would have no room."""
    places = best_path(logs, encode(text))
    if places is None:
        return []
    # the columns at which each character stands: 4 to a frame
    first, last = {}, {}
    for t, place in enumerate(places):
        if place >= 0:
            first.setdefault(place, t)
            last[place] = t
    cuts, words, start = [0], [], 0
    for place, character in enumerate(text):
        if character == " " and 0 < place < len(text) - 1:
            # a letter is told late, within it or after it: the gap begins up to two frames before the last letter was told
            cuts.append(gap_column(ink, 4 * (last[place - 1] - 1), 4 * first[place + 1]))
            words.append(text[start:place])
            start = place + 1
    cuts.append(ink.shape[1])
    words.append(text[start:])
    pieces = [(ink[:, a:b], word) for a, b, word in zip(cuts, cuts[1:], words)]
    return pieces if all(word and piece.shape[1] >= 8 and fits(piece, word) for piece, word in pieces) else []


def words_of(model, lines, batch=16):
    """[(ink, text)] -> the words of each line, in the given order."""
    order, words = sorted(range(len(lines)), key=lambda i: lines[i][0].shape[1]), [[] for _ in lines]
    with torch.no_grad():
        for start in range(0, len(order), batch):
            part = order[start:start + batch]
            logs = torch.log_softmax(model(to_batch([lines[i][0] for i in part]))[0], 2).numpy()
            for i, row in zip(part, logs):
                ink, text = lines[i]
                words[i] = cut_words(ink, text, row[:(ink.shape[1] + 3) // 4])
    return words


def new_line(words, choice):
    """Words of neighbouring lines -> (ink uint8 [40, width], text)."""
    at = choice.randrange(len(words))
    near = [word for line in words[max(0, at - NEIGHBOURS):at + NEIGHBOURS] for word in line]
    if len(near) < 20:
        return None
    width, pieces, texts = choice.uniform(150, 900), [], []
    while sum(piece.shape[1] for piece in pieces) < width:
        piece, text = choice.choice(near)
        moved, by = np.zeros_like(piece), choice.choice((-1, 0, 0, 0, 1))
        moved[max(0, by):HEIGHT + min(0, by)] = piece[max(0, -by):HEIGHT - max(0, by)]
        pieces.append(np.pad(moved, ((0, 0), (0, choice.randint(0, 6)))))
        texts.append(text)
    return np.concatenate(pieces, 1), " ".join(texts)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("strips", type=pathlib.Path, help="output of prepare_lines.py")
    parser.add_argument("out", type=pathlib.Path, help="writes OUT.bin and OUT.jsonl")
    parser.add_argument("--reader", type=pathlib.Path, required=True, help="checkpoint of a reader trained on these lines")
    parser.add_argument("--widths", type=int, nargs=3, required=True)
    parser.add_argument("--context", type=int, required=True)
    parser.add_argument("--blocks", type=int, required=True)
    parser.add_argument("--set", action="append", default=[], dest="sets", help="a set of STRIPS, its training lines")
    parser.add_argument("--more", type=pathlib.Path, action="append", default=[], help="further training lines, PATH.bin and PATH.jsonl")
    parser.add_argument("--count", type=int, default=12_000, help="new lines of each set")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    model = LineNet(args.widths, args.context, args.blocks)
    model.load_state_dict(torch.load(args.reader)["averaged"])
    model.eval()
    choice, offset = random.Random(args.seed), 0
    strips = load_strips(args.strips)
    sources = [strips[name, "train"] for name in args.sets] + [load_more(path) for path in args.more]
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with open(args.out.with_suffix(".bin"), "wb") as pixels, open(args.out.with_suffix(".jsonl"), "w", encoding="utf-8") as rows:
        for lines in sources:
            words = words_of(model, lines)
            print(f"{len(lines)} lines, {sum(map(bool, words))} cut to {sum(map(len, words))} words")
            for _ in range(args.count):
                line = new_line(words, choice)
                if line is None:
                    continue
                ink, text = line
                pixels.write((255 - ink).tobytes())
                rows.write(json.dumps({"offset": offset, "width": ink.shape[1], "height": HEIGHT, "text": text}) + "\n")
                offset += ink.size


if __name__ == "__main__":
    main()
