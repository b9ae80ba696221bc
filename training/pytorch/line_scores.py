"""Greedy reading and character error rates of the line reader."""
import torch

from alphabet import ALPHABET
from line_data import to_batch


def greedy(classes):
    """Best path: runs of one class made one, blanks dropped."""
    text, last = [], 0
    for c in classes:
        if c and c != last:
            text.append(ALPHABET[c - 1])
        last = c
    return "".join(text)


def distance(a, b):
    """Levenshtein distance of two sequences."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        new = [i]
        for j, y in enumerate(b, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (x != y)))
        row = new
    return row[-1]


def read(model, inks, batch=16):
    """[ink uint8 [40, width]] -> texts, in the given order."""
    model.eval()
    order = sorted(range(len(inks)), key=lambda i: inks[i].shape[1])
    texts = [""] * len(inks)
    with torch.no_grad():
        for start in range(0, len(order), batch):
            part = order[start:start + batch]
            best = model(to_batch([inks[i] for i in part]))[0].argmax(2)
            for i, row in zip(part, best):
                texts[i] = greedy(row[:(inks[i].shape[1] + 3) // 4 + 1].tolist())
    return texts


def log_probabilities(model, inks, batch=16):
    """[ink uint8 [40, width]] -> [log probabilities [frames of the line, classes]], in the given order."""
    model.eval()
    order = sorted(range(len(inks)), key=lambda i: inks[i].shape[1])
    logs = [None] * len(inks)
    with torch.no_grad():
        for start in range(0, len(order), batch):
            part = order[start:start + batch]
            rows = torch.log_softmax(model(to_batch([inks[i] for i in part]))[0], 2).numpy()
            for i, row in zip(part, rows):
                logs[i] = row[:(inks[i].shape[1] + 3) // 4]
    return logs


def error_rates(model, strips):
    """[(ink, text)] -> character error rate (micro-averaged), word error rate (by blanks), lines."""
    texts = read(model, [ink for ink, _ in strips])
    characters = sum(distance(text, found) for (_, text), found in zip(strips, texts))
    words = sum(distance(text.split(), found.split()) for (_, text), found in zip(strips, texts))
    return {"cer": characters / sum(len(text) for _, text in strips),
            "wer": words / sum(len(text.split()) for _, text in strips), "lines": len(strips)}
