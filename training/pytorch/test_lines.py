"""Checks of the line reader that need no data: python3 -m unittest (in this folder)."""
import json
import pathlib
import unittest

import numpy as np
import torch
from PIL import Image

from alphabet import ALPHABET, encode, fold
from line_data import distort, fits, soften, to_batch
from line_net import LineNet, from_tensors, to_tensors
from line_scores import distance, error_rates, greedy
from prepare_lines import crop_to_ink, to_ink
from train_lines import ctc


class Text(unittest.TestCase):
    def test_fold_keeps_the_accents_of_the_alphabet(self):
        self.assertEqual(fold("Größe  d’e\u0301té š“"), "Größe d'été s\"")

    def test_fold_gives_the_cases_that_the_typescript_fold_is_held_to(self):
        path = pathlib.Path(__file__).resolve().parents[1] / "src" / "lines" / "fold-cases.json"
        shared = json.loads(path.read_text(encoding="utf-8"))
        self.assertEqual(shared["alphabet"], ALPHABET)
        for text, folded in shared["cases"]:
            self.assertEqual(fold(text), folded)

    def test_a_line_needs_frames_between_equal_characters(self):
        self.assertTrue(fits(np.zeros((40, 8)), "ab"))
        self.assertFalse(fits(np.zeros((40, 8)), "aa"))

    def test_classes_and_best_path(self):
        self.assertEqual(encode(" ~"), [1, 95])
        path = [0, 34, 34, 0, 34, 67, 67, 0]
        self.assertEqual(greedy(path), "AAb")

    def test_distance(self):
        self.assertEqual(distance("kitten", "sitting"), 3)
        self.assertEqual(distance("", "abc"), 3)


class Strips(unittest.TestCase):
    def test_to_ink_scales_to_the_height_and_inverts(self):
        page = np.full((80, 200), 230, np.uint8)
        page[30:50, 50:60] = 20
        ink = to_ink(Image.fromarray(page))
        self.assertEqual(ink.shape, (40, 100))
        self.assertEqual(ink[0, 0], 0)
        self.assertGreater(ink[20, 27], 240)

    def test_words_are_cut_to_their_ink(self):
        page = np.full((64, 256), 230, np.uint8)
        page[30:42, 100:150] = 20
        self.assertEqual(crop_to_ink(Image.fromarray(page)).size, (58, 20))

    def test_distortion_keeps_height_and_ink(self):
        ink = np.zeros((40, 300), np.uint8)
        ink[15:25, 20:280] = 255
        for _ in range(20):
            other = distort(ink)
            self.assertEqual(other.shape[0], 40)
            self.assertGreater(other.astype(float).sum(), 0.4 * ink.sum())
        x = soften(to_batch([ink, ink[:, :100]]))
        self.assertEqual(tuple(x.shape), (2, 40, 304, 1))
        self.assertTrue(0 <= float(x.min()) and float(x.max()) <= 1)


class Network(unittest.TestCase):
    def test_a_network_with_more_blocks_begins_as_the_one_it_grew_from(self):
        small, large = (LineNet((4, 8, 8), 16, blocks).eval() for blocks in (1, 3))
        large.grow_from(small.state_dict())
        x = torch.rand(2, 40, 64, 1)
        self.assertTrue(torch.equal(small(x)[0], large(x)[0]))
        with self.assertRaises((ValueError, RuntimeError)):
            small.grow_from(LineNet((4, 8, 8), 16, 2).state_dict())

    def test_round_trip_keeps_the_logits(self):
        torch.manual_seed(1)
        model, again = LineNet((4, 8, 8), 16, 2), LineNet((4, 8, 8), 16, 2).eval()
        model(torch.rand(4, 40, 64, 1))
        model.eval()
        again.load_state_dict(from_tensors(to_tensors(model.state_dict())), strict=False)
        x = torch.rand(2, 40, 96, 1)
        with torch.no_grad():
            logits, first = model(x)
            self.assertTrue(torch.equal(logits, again(x)[0]))
        self.assertEqual(tuple(logits.shape), (2, 24, len(ALPHABET) + 1))
        self.assertIsNone(first)
        self.assertEqual(to_tensors(model.state_dict())["ctx0depthwise/kernel"].shape, (1, 15, 16, 1))

    def test_it_learns_two_words(self):
        torch.manual_seed(1)
        left, right = np.zeros((40, 64), np.uint8), np.zeros((40, 64), np.uint8)
        left[10:30, 10:14] = 255
        right[18:22, 10:50] = 255
        strips = [(left, "I"), (right, "--")]
        model = LineNet((4, 8, 8), 16, 1, dropout=0)
        optimiser = torch.optim.Adam(model.parameters(), 0.01)
        for _ in range(80):
            logits, _ = model(to_batch([ink for ink, _ in strips]))
            loss = ctc(logits, [text for _, text in strips], [16, 16])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        self.assertEqual(error_rates(model, strips)["cer"], 0)


if __name__ == "__main__":
    unittest.main()
