"""Checks of the line detector that need no data: python3 -m unittest (in this folder)."""
import random
import unittest

import numpy as np
import torch

from detector_data import BORDER, CORE, RULED, UNKNOWN, add_dirt, add_lines, batch, crop, isolate
from detector_net import DetectorNet
from line_net import from_tensors, to_tensors
from train_detector import loss_of


def page():
    """A sheet of 160 x 128 with one line of writing, and a rule that only the scan shows."""
    ink, labels = np.zeros((2, 160, 128), np.uint8), np.zeros((80, 64), np.uint8)
    ink[:, 70:80, 20:100] = 255
    labels[35:40, 10:50] = CORE
    labels[44:46, 10:50] = BORDER
    ink[1, 120, :] = 200
    labels[60, :] |= RULED
    return ink, labels


class Detector(unittest.TestCase):
    def setUp(self):
        for seed in (random.seed, np.random.seed, torch.manual_seed):
            seed(1)

    def test_maps_have_half_the_size_and_the_weights_survive_the_file_format(self):
        model = DetectorNet((4, 4, 8, 8)).eval()
        x = torch.rand(2, 48, 64, 1)
        other = DetectorNet((4, 4, 8, 8)).eval()
        other.load_state_dict(from_tensors(to_tensors(model.state_dict())), strict=False)
        with torch.no_grad():
            self.assertEqual(model(x).shape, (2, 24, 32, 3))
            self.assertLess(float((model(x) - other(x)).abs().max()), 1e-6)

    def test_labels_stay_where_the_ink_is(self):
        for _ in range(20):
            ink, marks = crop(*page(), 96)
            core = (marks & CORE > 0).repeat(2, 0).repeat(2, 1)
            if core.sum() > 200:
                self.assertGreater(ink[core].mean(), 0.75)

    def test_lines_drawn_over_a_crop_are_labelled_as_ruled(self):
        ink, marks = np.zeros((96, 96), np.float32), np.zeros((48, 48), np.uint8)
        add_lines(ink, marks)
        drawn = ink.reshape(48, 2, 48, 2).max((1, 3)) > 0
        self.assertGreater(drawn.sum(), 20)
        self.assertGreater((drawn & (marks & RULED > 0)).sum(), 0.6 * drawn.sum())

    def test_dirt_darkens_and_never_takes_ink_away(self):
        ink, other = np.random.random((96, 96)).astype(np.float32) * 0.2, np.ones((96, 96), np.float32)
        before = ink.copy()
        for _ in range(10):
            add_dirt(ink, other)
        self.assertGreaterEqual(float((ink - before).min()), 0)
        self.assertGreater(float((ink - before).mean()), 0.01)
        self.assertLessEqual(float(ink.max()), 1)

    def test_letters_are_left_alone_with_their_labels(self):
        ink, marks = np.zeros((96, 96), np.float32), np.zeros((48, 48), np.uint8)
        ink[40:56], marks[21:27] = 1, CORE
        for _ in range(3):
            isolate(ink, marks)
        written = marks[24] & CORE > 0
        self.assertGreater(written.sum(), 1)
        self.assertLess(written.sum(), 48)
        # Where the label went the ink went too, but for the cell at a cut.
        dark = ink[48].reshape(48, 2).max(1) > 0.1
        self.assertLessEqual((written != dark).sum(), 12)

    def test_unknown_cells_teach_nothing(self):
        x, wanted, known = batch([page()], 2, 96)
        self.assertEqual((x.shape, wanted.shape, known.shape), ((2, 96, 96, 1), (2, 48, 48, 3), (2, 48, 48, 1)))
        logits = torch.zeros_like(wanted)
        known[:, :24] = 0
        changed = logits.clone()
        changed[:, :24] = 5
        self.assertEqual(float(loss_of(logits, wanted, known)[0]), float(loss_of(changed, wanted * known, known)[0]))
        self.assertEqual(UNKNOWN & (CORE | BORDER | RULED), 0)


if __name__ == "__main__":
    unittest.main()
