"""The glyph images of the data folder: reading, splitting by content, class priors and sampling weights.

Every target is a row of two class numbers: the class twice where the case is certain, the capital and the small letter
where it is not (trainpool labelkind 1 and 2). The splits go by the sha256 of an image's 784 bytes, so that equal images
always fall into the same part.
"""
import gzip
import hashlib
import os
import pathlib

import numpy as np

from charnet import CHARACTERS

MERGED = "CIJKLMOPSUVWXYZ"
# Cohen et al. 2017: images of EMNIST ByClass, and how many of them are digits.
PUBLISHED_IMAGES, PUBLISHED_DIGITS = 814_255, 402_953


def data_folder():
    """LONGHAND_DATA, or shared/data beside the checkout."""
    default = pathlib.Path(__file__).resolve().parents[3] / "shared" / "data"
    folder = pathlib.Path(os.environ.get("LONGHAND_DATA", default)) / "chars" / "emnist"
    if not folder.is_dir():
        raise SystemExit(f"No glyph data at {folder}: set LONGHAND_DATA to the data folder.")
    return folder


def read_idx(path):
    with gzip.open(path) as file:
        data = file.read()
    dimensions = [int.from_bytes(data[4 + 4 * i:8 + 4 * i], "big") for i in range(data[3])]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(dimensions)


def first_hash_byte(images):
    return np.array([hashlib.sha256(image.tobytes()).digest()[0] for image in images], np.uint8)


def small_of(classes):
    """The small letter's class of a capital's; other classes unchanged."""
    return np.where((classes >= 10) & (classes < 36), classes + 26, classes)


def load_pool():
    """-> images uint8 [N,28,28], targets int64 [N,2], kinds."""
    folder = data_folder()
    images = read_idx(folder / "trainpool-images-idx3-ubyte.gz")
    ascii_codes = read_idx(folder / "trainpool-labels-ascii-idx1-ubyte.gz")
    kinds = read_idx(folder / "trainpool-labelkind-idx1-ubyte.gz")
    lookup = np.full(256, -1, np.int64)
    for index, character in enumerate(CHARACTERS):
        lookup[ord(character)] = index
    first = lookup[ascii_codes]
    assert first.min() >= 0
    return images, np.stack([first, np.where(kinds == 0, first, small_of(first))], 1), kinds


def load_byclass():
    """The complete ByClass test set -> images, labels int64 [N]."""
    folder = data_folder()
    images = read_idx(folder / "emnist-byclass-test-images-idx3-ubyte.gz")
    return images, read_idx(folder / "emnist-byclass-test-labels-idx1-ubyte.gz").astype(np.int64)


def exact(labels):
    return np.stack([labels, labels], 1)


def load_task(name):
    """'charnet-62': the network that is shipped; 'pool': trained on the pool alone.

    -> {train, validation, test: (images, targets)}, prior float [62]
    """
    images, targets, kinds = load_pool()
    byclass, labels = load_byclass()
    if name == "pool":
        held_out = first_hash_byte(images) < 0x0D
        prior = assumed_prior(targets[~held_out & (kinds < 2), 0])
        # letters of wholly unknown case (kind 2) cannot be scored over the 47 merged classes
        scored = held_out & (kinds < 2)
        parts = {"train": (images[~held_out], targets[~held_out]), "validation": (images[scored], targets[scored]),
                 "test": (byclass, exact(labels))}
        return parts, prior
    byte = first_hash_byte(byclass)
    rest = byte > 0x3F
    validation = (byte >= 0x33) & ~rest
    prior = np.bincount(labels[rest], minlength=62) + 1.0
    parts = {"train": (np.concatenate([images, byclass[rest]]), np.concatenate([targets, exact(labels[rest])])),
             "validation": (byclass[validation], exact(labels[validation])),
             "test": (byclass[byte < 0x33], exact(labels[byte < 0x33]))}
    return parts, prior / prior.sum()


def assumed_prior(classes):
    """Class shares assumed for ByClass without a look at its labels: the published share of digits, equal among the
    ten; among the letters the pool's own frequencies of the 47 merged classes (`classes`: labels of kind 0 and 1), a merged
    class's share halved between its two cases, which no score over 47 classes tells apart.
    """
    fold = merged_classes()
    count = np.bincount(fold[classes], minlength=47).astype(float)
    count[:10] = count[10:].sum() / 10 * PUBLISHED_DIGITS / (PUBLISHED_IMAGES - PUBLISHED_DIGITS)
    return (count / count.sum() / np.bincount(fold))[fold]


def character_of(classes):
    """0-35: the case folded away."""
    return np.where(classes >= 36, classes - 26, classes)


def merged_classes():
    """Class 0-61 -> class of the 47 of ByMerge."""
    folded = [c.upper() if c.upper() in MERGED else c for c in CHARACTERS]
    names = sorted(set(folded), key=CHARACTERS.index)
    return np.array([names.index(c) for c in folded])


def sampling(targets, prior, temper=0.5):
    """How often to draw each image, and what that does to the prior.

    The characters (case folded) are drawn in proportion to prior**temper, which shows rare letters more often; within
    a letter the images of certain case are drawn so that the prior's share of capitals holds.
    -> draw probability [N], shift [62] = log(drawn share / prior share): added to the logits in training, so that the
    bare logits follow the prior.
    """
    letters = character_of(targets[:, 0])
    prior_of_letter = np.bincount(character_of(np.arange(62)), prior, 36)
    drawn = prior_of_letter ** temper
    drawn /= drawn.sum()
    certain = targets[:, 0] == targets[:, 1]
    per_class = np.bincount(targets[certain, 0], minlength=62).astype(float)
    per_letter = np.bincount(character_of(np.arange(62)), per_class, 36)
    folded = character_of(np.arange(62))
    wanted = prior / prior_of_letter[folded]
    have = per_class / np.maximum(1, per_letter[folded])
    case_weight = np.clip(wanted / np.maximum(have, 1e-6), 0.25, 4.0)
    weight = np.where(certain, case_weight[targets[:, 0]], 1.0)
    probability = weight / np.bincount(letters, weight, 36)[letters] * drawn[letters]
    return probability / probability.sum(), np.log(drawn / prior_of_letter)[folded]


def draw(probability, count, rng):
    """Systematic sampling: each image comes floor or ceil of its expected number of times, in random order."""
    order = rng.permutation(len(probability))
    edges = np.cumsum(probability[order])
    chosen = order[np.searchsorted(edges / edges[-1], (np.arange(count) + rng.random()) / count, side="right")]
    return rng.permutation(chosen)
