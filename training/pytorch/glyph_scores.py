"""Figures of a glyph network from its logits over the 62 classes."""
import numpy as np
import torch
import torch.nn.functional as F

from glyph_data import character_of, merged_classes


def predict(model, images, batch=1024):
    """uint8 [N, 28, 28] -> logits [N, 62] of the network in evaluation mode."""
    model.eval()
    with torch.no_grad():
        parts = [model(torch.from_numpy(images[i:i + batch]).float().div(255)[..., None])
                 for i in range(0, len(images), batch)]
    return torch.cat(parts).numpy()


def folded_accuracy(logits, labels, fold, share=None):
    """Accuracy after adding up the probabilities of classes that fold (class -> group) makes one.

    share: a prior over groups; the groups' recalls are then weighted by it instead of by their frequency.
    """
    probability = torch.softmax(torch.from_numpy(logits), 1).numpy()
    groups = np.zeros((len(logits), fold.max() + 1), np.float32)
    np.add.at(groups.T, fold, probability.T)
    right = groups.argmax(1) == fold[labels]
    if share is None:
        return float(right.mean())
    count = np.bincount(fold[labels], minlength=fold.max() + 1)
    recall = np.bincount(fold[labels], right, fold.max() + 1) / np.maximum(1, count)
    weight = share * (count > 0)
    return float((recall * weight).sum() / weight.sum())


def restricted_accuracy(logits, labels, count):
    """Accuracy on the images of the first `count` classes with the choice restricted to these."""
    chosen = labels < count
    return float((logits[chosen, :count].argmax(1) == labels[chosen]).mean())


def expected_calibration_error(logits, labels, temperature, bins=15):
    probability = torch.softmax(torch.from_numpy(logits) / temperature, 1).numpy()
    confidence, right = probability.max(1), probability.argmax(1) == labels
    at = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = np.bincount(at, right, bins) - np.bincount(at, confidence, bins)
    return float(np.abs(gaps).sum() / len(labels))


def fit_temperature(logits, labels):
    """The temperature of least negative log likelihood, by golden section over its logarithm."""
    logits, labels = torch.from_numpy(logits), torch.from_numpy(labels)

    def loss(t):
        return float(F.cross_entropy(logits / float(np.exp(t)), labels))

    low, high, ratio = np.log(0.2), np.log(5.0), (np.sqrt(5) - 1) / 2
    while high - low > 1e-4:
        a, b = high - ratio * (high - low), low + ratio * (high - low)
        low, high = (low, b) if loss(a) < loss(b) else (a, high)
    return float(np.exp((low + high) / 2))


def score(logits, labels, temperature=1.0):
    """All figures over labelled images; those over 62 classes need labels of certain case."""
    return {
        "images": len(labels),
        "accuracy62": float((logits.argmax(1) == labels).mean()),
        "accuracy47": folded_accuracy(logits, labels, merged_classes()),
        "accuracy36CaseFolded": folded_accuracy(logits, labels, character_of(np.arange(62))),
        "accuracyDigitsAndCapitals": restricted_accuracy(logits, labels, 36),
        "accuracyDigits": restricted_accuracy(logits, labels, 10),
        "expectedCalibrationError": expected_calibration_error(logits, labels, temperature),
    }
