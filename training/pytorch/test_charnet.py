"""Checks that need no data: python3 -m unittest (in this folder)."""
import pathlib
import tempfile
import unittest

import numpy as np
import torch

from charnet import CharNet, from_tensors, load_charnet, read_safetensors, same_padding, to_tensors, write_safetensors
from glyph_data import assumed_prior, draw, exact, merged_classes, sampling
from glyph_scores import expected_calibration_error, fit_temperature, folded_accuracy
from train_glyphs import smoothed_loss


class WeightFile(unittest.TestCase):
    def test_round_trip_keeps_the_logits(self):
        torch.manual_seed(1)
        model = CharNet((4, 4, 8, 8))
        model(torch.rand(16, 28, 28, 1))
        model.eval()
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "net.safetensors"
            write_safetensors(path, to_tensors(model.state_dict()), {"temperature": 0.9})
            tensors, metadata = read_safetensors(path)
            again = load_charnet(path)
        x = torch.rand(3, 28, 28, 1)
        with torch.no_grad():
            self.assertTrue(torch.equal(model(x), again(x)))
        self.assertEqual(metadata, {"temperature": "0.9"})
        self.assertEqual(tensors["conv1a/kernel"].shape, (3, 3, 4, 4))
        self.assertEqual(tensors["head/kernel"].shape, (4 * 4 * 8, 62))

    def test_head_rows_are_in_row_column_channel_order(self):
        model = CharNet((4, 4, 8, 8)).eval()
        kernel = np.arange(128 * 62, dtype=np.float32).reshape(128, 62)
        tensors = dict(to_tensors(model.state_dict()), **{"head/kernel": kernel})
        model.load_state_dict(from_tensors(tensors), strict=False)
        features = torch.zeros(1, 8, 4, 4)
        features[0, 5, 2, 3] = 1
        row = model.head(features.permute(0, 2, 3, 1).flatten(1)) - model.head.bias
        self.assertTrue(np.allclose(row.detach().numpy()[0], kernel[(2 * 4 + 3) * 8 + 5]))

    def test_padding_is_tensorflows(self):
        self.assertEqual([same_padding(28), same_padding(14), same_padding(7)], [(0, 1), (0, 1), (1, 1)])
        self.assertEqual(same_padding(28, stride=1), (1, 1))


class Data(unittest.TestCase):
    def test_merged_classes_are_47(self):
        merged = merged_classes()
        self.assertEqual(merged.max() + 1, 47)
        self.assertEqual(merged[12], merged[38])
        self.assertNotEqual(merged[10], merged[36])

    def test_prior_sums_to_one_and_gives_digits_their_share(self):
        prior = assumed_prior(np.repeat(np.arange(47) % 36, 3))
        self.assertAlmostEqual(prior.sum(), 1)
        self.assertAlmostEqual(prior[:10].sum(), 402_953 / 814_255)

    def test_sampling_shows_rare_characters_more_often_and_shifts_for_it(self):
        labels = np.concatenate([np.arange(62), np.zeros(538, int)])
        prior = np.bincount(labels, minlength=62) / len(labels)
        probability, shift = sampling(exact(labels), prior)
        self.assertAlmostEqual(probability.sum(), 1)
        self.assertGreater(shift[5], 0)
        self.assertLess(shift[0], 0)
        count = np.bincount(draw(probability, 10_000, np.random.default_rng(1)), minlength=len(labels))
        self.assertLessEqual(np.abs(count - probability * 10_000).max(), 1)


class Scores(unittest.TestCase):
    def test_unknown_case_costs_nothing_between_the_two(self):
        logits = torch.zeros(2, 62)
        logits[0, 12] = logits[1, 38] = 20
        pair = torch.tensor([[12, 38], [12, 38]])
        self.assertLess(float(smoothed_loss(logits, pair, 0)), 1e-5)
        self.assertGreater(float(smoothed_loss(logits, torch.full((2, 2), 12), 0)), 5)

    def test_folding_adds_probabilities(self):
        logits = np.log(np.full((1, 62), 1e-6, np.float32))
        logits[0, 0], logits[0, 24], logits[0, 50] = np.log([0.4, 0.3, 0.3])
        self.assertEqual(folded_accuracy(logits, np.array([50]), merged_classes()), 1)
        self.assertEqual(folded_accuracy(logits, np.array([0]), merged_classes()), 0)

    def test_temperature_repairs_overconfidence(self):
        rng = np.random.default_rng(1)
        logits = rng.normal(0, 1.5, (4000, 62)).astype(np.float32)
        share = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
        labels = np.array([rng.choice(62, p=row / row.sum()) for row in share.astype(float)])
        self.assertAlmostEqual(fit_temperature(logits * 3, labels), 3, delta=0.2)
        self.assertLess(expected_calibration_error(logits * 3, labels, 3), 0.03)
        self.assertGreater(expected_calibration_error(logits * 3, labels, 1), 0.2)


if __name__ == "__main__":
    unittest.main()
