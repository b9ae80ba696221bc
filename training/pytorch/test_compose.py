"""Checks of the cutting and composing of hands that need no data: python3 -m unittest (in this folder)."""
import pathlib
import random
import tempfile
import unittest

import numpy as np
import torch

from alphabet import CLASS_OF, encode
from charnet import write_safetensors
from compose_lines import Hand, lenders_of, new_line, parts_of, windows
from hand_pieces import CutLine, body_rows, cut_line, cut_word, resized, shear, slant_of
from line_data import SHORT_WEIGHT, Mixture, Pool, fits
from line_net import LineNet, starting_state, to_tensors
from mix_lines import mixed
from prepare_lines import OLD_HANDS, hand_of
from train_lines import validation_parts

LETTER = 12  # columns of a letter of the made-up hand


def written(text):
    """A line of upright bars, each letter's as high as its number, and where they stand."""
    ink = np.zeros((40, LETTER * len(text)), np.uint8)
    for place, character in enumerate(text):
        if character != " ":
            ink[14:28, place * LETTER + 3:place * LETTER + 5] = 255
            ink[24:28, place * LETTER + 3:place * LETTER + 3 + 1 + ord(character) % 7] = 255
    return ink


def edges_of(text):
    """First columns and ends of the letters."""
    places = [place for place, character in enumerate(text) if character != " "]
    return {place: LETTER * place for place in places}, {place: LETTER * (place + 1) for place in places}


def hand_of_text(*texts):
    return Hand([CutLine(written(text), text, 0.3, 14.0, 28.0, *edges_of(text), [c != " " for c in text])
                 for text in texts])


def told(text, frames):
    """Log probabilities of a reader that tells each letter at its right edge."""
    logs = np.full((frames, max(CLASS_OF.values()) + 1), -12.0)
    logs[:, 0] = -0.1
    for place, c in enumerate(encode(text)):
        logs[(place + 1) * LETTER // 4 - 1, [0, c]] = (-4, -0.05)
    return logs


class Pieces(unittest.TestCase):
    def test_a_leaning_line_is_turned_upright(self):
        upright = np.zeros((40, 200), np.uint8)
        upright[8:34, 20:200:30] = 255
        leaning, room = shear(upright, 0.6)
        self.assertAlmostEqual(slant_of(leaning), 0.6, delta=0.11)
        again, other = shear(leaning, -0.6)
        inner = again[:, room + other:room + other + 200]
        self.assertGreater((inner[:, 20] > 120).sum(), 20)

    def test_small_letters_stand_between_the_rows_with_ink(self):
        self.assertEqual(body_rows(np.pad(np.full((12, 300), 255, np.uint8), ((14, 14), (0, 0)))), (14, 26))

    def test_a_line_is_cut_where_the_letters_end(self):
        text = "no ink"
        line = cut_line(written(text), text, told(text, len(text) * LETTER // 4))
        self.assertEqual([place for place, is_sure in enumerate(line.sure) if is_sure], [0, 1, 3, 4, 5])
        bars = np.flatnonzero((line.ink[14:22] > 200).sum(0) > 6)
        for place, character in enumerate(text):
            if character != " ":
                within = [bar for bar in bars if line.starts[place] <= bar < line.ends[place]]
                self.assertEqual(len(within), 2, f"letter {place}")

    def test_letters_of_a_word_are_as_wide_as_letters_are(self):
        cuts = cut_word(np.full(60, 3.0), "mini", [24, 32, 48])
        self.assertEqual(len(cuts), 3)
        self.assertTrue(20 <= cuts[0] <= 28 and 28 <= cuts[1] <= 38 and 44 <= cuts[2] <= 52, cuts)
        self.assertIsNone(cut_word(np.full(5, 1.0), "mini", [1, 2, 3]))

    def test_no_cut_where_the_text_does_not_fit(self):
        self.assertIsNone(cut_line(np.zeros((40, 8), np.uint8), "far too long", np.zeros((2, 140))))

    def test_a_piece_comes_to_the_wanted_base_line_and_size(self):
        ink = np.zeros((40, 30), np.uint8)
        ink[10:20] = 255
        larger = resized(ink, 1.2, 20, 28)
        rows = np.flatnonzero(larger[:, 10] > 120)
        self.assertEqual(larger.shape[1], 36)
        self.assertLessEqual(abs(rows[-1] + 1 - 28), 1)
        self.assertLessEqual(abs(len(rows) - 12), 1)


class Composing(unittest.TestCase):
    def test_longest_runs_come_first_and_missing_letters_are_lent(self):
        hand, other = hand_of_text("the moon", "hat"), hand_of_text("wok")
        lenders = lenders_of([hand, other])
        choice = random.Random(1)
        self.assertEqual(parts_of("then", hand, lenders, choice), [("the", False), ("n", False)])
        self.assertEqual(parts_of("moon", hand, lenders, choice), [("moon", False)])
        self.assertIn(("w", True), parts_of("won", hand, lenders, choice))
        self.assertIsNone(parts_of("z", hand, lenders, choice))

    def test_unsure_letters_are_not_taken(self):
        line = CutLine(written("abc"), "abc", 0, 14, 28, *edges_of("abc"), [True, False, True])
        self.assertEqual(set(Hand([line]).runs), {"a", "c"})

    def test_a_new_line_has_room_for_its_text(self):
        hand = hand_of_text("the moon is not seen in the north", "a stone on the thin ice", "it is in the tea")
        lenders, choice = lenders_of([hand]), random.Random(2)
        for _ in range(30):
            ink, text = new_line(hand, lenders, ["the nose tests a stone in this tent", "xyz no tin hat"], choice)
            self.assertEqual((ink.shape[0], ink.dtype), (40, np.uint8))
            self.assertTrue(fits(ink, text))
            self.assertNotIn("xyz", text)
            self.assertGreater(int((ink > 100).sum()), 10 * len(text.replace(" ", "")))

    def test_windows_hold_lines_of_one_hand(self):
        lines = [(None, str(i), "a" if i % 2 else "b") for i in range(300)]
        parts = list(windows(lines))
        self.assertEqual(sum(map(len, parts)), 300)
        for part in parts:
            self.assertEqual(len({int(text) % 2 for _, text, _ in part}), 1)
            self.assertLess(len(part), 110)


class Training(unittest.TestCase):
    def test_sets_of_one_writer_are_one_hand(self):
        self.assertNotIn("tables", OLD_HANDS)
        self.assertEqual(hand_of("hooker", {"page": "a"}), hand_of("hooker", {"page": "b"}))
        self.assertEqual(hand_of("poilus", {"page": "p", "doc": "will 1"}), "will 1")
        self.assertEqual(hand_of("dhsd", {"image": "1_0.png", "writer": 7}), "7")

    def test_cells_of_a_few_letters_are_drawn_less_often(self):
        random.seed(3)
        pool = Pool([(None, "12"), (None, "a whole line")])
        short = sum(text == "12" for _, text in pool.draw(4000)) / 4000
        self.assertAlmostEqual(short, SHORT_WEIGHT / (1 + SHORT_WEIGHT), delta=0.03)

    def test_sets_without_weight_are_never_seen(self):
        strips = {(name, "train"): [(np.full((40, 60), 200, np.uint8), name)] * 8 for name in ("poilus", "tapus", "hooker")}
        mixture = Mixture(strips, 4, 0.5, [], {"poilus": 1, "hooker": 0, "absent": 2}, printed=0, warm=True)
        seen = {word for _ in range(40) for text in mixture.next(0.0)[1] for word in text.split()}
        self.assertEqual(seen, {"poilus"})

    def test_the_log_reads_some_lines_of_every_validation_set(self):
        parts = validation_parts({("a", "val"): list(range(349)), ("b", "val"): [1, 2], ("a", "train"): [3]})
        self.assertEqual(parts["b"], [1, 2])
        self.assertTrue(40 <= len(parts["a"]) <= 60)
        self.assertEqual(set(parts), {"a", "b"})

    def test_two_networks_are_mixed_by_their_shares(self):
        first = {"a/kernel": np.full((2, 2), 1.0, "<f4"), "a/bias": np.full(2, 0.1, "<f4")}
        second = {"a/kernel": np.full((2, 2), 2.0, "<f4"), "a/bias": np.full(2, 0.3, "<f4")}
        result = mixed(first, second, 0.25)
        self.assertAlmostEqual(float(result["a/kernel"][0, 0]), 1.25)
        self.assertAlmostEqual(float(result["a/bias"][0]), 0.15, places=6)
        with self.assertRaises(ValueError):
            mixed(first, {"a/kernel": second["a/kernel"]}, 0.5)

    def test_a_run_starts_from_a_weight_file(self):
        torch.manual_seed(4)
        trained, new = LineNet((4, 8, 8), 16, 1), LineNet((4, 8, 8), 16, 1)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "a.safetensors"
            write_safetensors(path, to_tensors(trained.state_dict()), {})
            new.grow_from(starting_state(path))
        x = torch.rand(1, 40, 64, 1)
        with torch.no_grad():
            self.assertTrue(torch.equal(trained.eval()(x)[0], new.eval()(x)[0]))
            self.assertTrue(torch.equal(new.auxiliary.weight, new.head.weight))


if __name__ == "__main__":
    unittest.main()
