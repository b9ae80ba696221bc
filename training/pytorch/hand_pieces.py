"""Cuts the lines of one hand into its letters and runs of letters, for compose_lines.py.

A trained reader aligns each line with its text (the best CTC path, splice_lines.py). The line is turned upright first, so that a straight
cut between two letters does not take a piece of their neighbours along. Words end where there is least ink between what was told of them.
Within a word the reader tells a letter only when it has seen it and some of the next one, and not always as late; so the cuts of a word are
chosen together, with little ink under them (in joined writing the thin stroke between two letters), near to where the letter was told, less
the line's usual delay, and so that letters come out as wide as letters are.
"""
import dataclasses

import numpy as np
from PIL import Image

from alphabet import encode
from line_data import HEIGHT
from splice_lines import best_path, gap_column

FRAME = 4  # columns to a frame of the reader
SLANTS = np.arange(-0.2, 1.21, 0.1)  # columns to the right for a row upwards
PAPER = 45  # ink below counts as paper: cut paper would show where the pieces meet
NARROW, WIDE = "ijl'.,;:!|()I1ftr-\"", "mwMWœæ"  # letters of 0.6 and 1.5 times the usual breadth; capitals 1.3
MIN_SURE = 0.25  # a letter that the reader itself would hardly read there is not taken


@dataclasses.dataclass
class CutLine:
    ink: np.ndarray  # upright, uint8 [40, width]
    text: str
    slant: float
    top: float  # the rows between which small letters stand
    base: float
    starts: dict  # first column of the letter at a place of the text; blanks have none
    ends: dict  # the column after its last
    sure: list  # whether the letter at a place was cut and the reader is sure enough of it

    @property
    def body(self):
        """The height of small letters, rows."""
        return max(4.0, self.base - self.top)


def shear(ink, slant, row=HEIGHT / 2):
    """Leans the writing over to the right by `slant` columns a row, about `row`; the strip keeps its width but for the room that needs."""
    room = int(abs(slant) * HEIGHT / 2) + 1
    wide = np.pad(ink, ((0, 0), (room, room)))
    back = (1, slant, -slant * row, 0, 1, 0)
    return np.asarray(Image.fromarray(wide).transform((wide.shape[1], HEIGHT), Image.AFFINE, back, Image.BILINEAR, fillcolor=0)), room


def slant_of(ink):
    """The lean whose removal gathers the ink in the fewest columns."""
    dark = np.where(ink > 90, ink, 0).astype(np.float32)
    if dark.sum() == 0:
        return 0.0
    scores = []
    for slant in SLANTS:
        columns = np.zeros(ink.shape[1] + 60)
        for row in range(HEIGHT):
            by = round(30 - slant * (HEIGHT / 2 - row))
            columns[by:by + ink.shape[1]] += dark[row]
        scores.append((columns ** 2).sum())
    return float(SLANTS[int(np.argmax(scores))])


def body_rows(ink):
    """The rows between which small letters stand: about the fullest row, those with a third of its ink."""
    rows = np.convolve(np.where(ink > 90, ink, 0).sum(1, dtype=np.float64), np.ones(3) / 3, "same")
    peak = int(rows[6:HEIGHT - 6].argmax()) + 6
    top, base = peak, peak
    while top > 0 and rows[top - 1] > 0.35 * rows[peak]:
        top -= 1
    while base < HEIGHT - 1 and rows[base + 1] > 0.35 * rows[peak]:
        base += 1
    return float(top), float(base + 1)


def breadth(character):
    if character in NARROW:
        return 0.6
    return 1.5 if character in WIDE else 1.3 if character.isupper() else 1.0


def cut_word(columns, word, expected):
    """Ink of the word's columns, where each letter but the last is expected to end -> where it ends; None where there is no room."""
    width, count = len(columns), len(word)
    wanted = np.array([breadth(c) for c in word])
    wanted *= width / wanted.sum()
    if count == 1:
        return []
    if width < 3 * count:
        return None
    at = np.arange(width + 1)
    step = at[None, :] - at[:, None]  # [from, to]
    ink = np.r_[columns, 0.0]
    cost = np.where(at == 0, 0.0, np.inf)
    came = []
    for place in range(count):
        usual = ((step - wanted[place]) / (0.45 * wanted[place] + 1)) ** 2 + np.where(step < 2, np.inf, 0)
        ways = cost[:, None] + usual
        came.append(ways.argmin(0))
        cost = ways.min(0)
        if place < count - 1:
            cost = cost + 0.7 * ink + 0.5 * ((at - expected[place]) / 5) ** 2
    ends, end = [], width
    for place in range(count - 1, -1, -1):
        ends.append(end)
        end = int(came[place][end])
    return ends[:0:-1]


def word_spans(columns, text, told):
    """-> [(first and last place of the word, its first and last column with ink)] by the gaps between words."""
    spans, first, left = [], 0, 0
    for place in [i for i, c in enumerate(text) if c == " "] + [len(text)]:
        right = len(columns)
        if place < len(text):
            right = gap_column((columns * 255)[None], told[place - 1] - 2 * FRAME, told[place + 1] - 1)
        inked = np.flatnonzero(columns[left:right] > 0.5)
        if place > first and len(inked):
            spans.append((first, place - 1, left + int(inked[0]), left + int(inked[-1]) + 1))
        first, left = place + 1, right
    return spans


def cut_line(ink, text, logs):
    """One line and the reader's log probabilities [frames, classes] -> CutLine, or None where the text does not fit."""
    places = best_path(logs, encode(text))
    if places is None or len(text) < 2:
        return None
    slant = slant_of(ink)
    upright, room = shear(np.where(ink > PAPER, ink, 0).astype(np.uint8), -slant)
    told, sure = [0] * len(text), [0.0] * len(text)
    for frame, place in enumerate(places):
        if place >= 0:
            told[place] = frame * FRAME + FRAME // 2 + room
            sure[place] = max(sure[place], float(np.exp(logs[frame, encode(text[place])[0]])))
    columns = upright.sum(0, dtype=np.float64) / 255
    spans = word_spans(columns, text, told)
    late = float(np.median([told[last] - end for _, last, _, end in spans])) if spans else 0.0
    ends, starts, sure = {}, {}, [p >= MIN_SURE for p in sure]
    for first, last, left, right in spans:
        expected = [told[place] - late - left for place in range(first, last)]
        cuts = cut_word(columns[left:right], text[first:last + 1], expected)
        if cuts is None:
            continue
        edges = [left, *(left + cut for cut in cuts), right]
        for place, start, end in zip(range(first, last + 1), edges, edges[1:]):
            starts[place], ends[place] = start, end
    sure = [is_sure and place in ends for place, is_sure in enumerate(sure)]
    top, base = body_rows(upright)
    return CutLine(upright, text, slant, top, base, starts, ends, sure)


def trimmed(ink):
    """-> ink without the empty columns on both sides."""
    columns = np.flatnonzero((ink > 60).sum(0))
    return ink[:, columns[0]:columns[-1] + 1] if len(columns) else ink[:, :0]


def resized(ink, scale, base, target_base):
    """The piece `scale` times as large, its base row brought to `target_base`."""
    width = max(1, round(ink.shape[1] * scale))
    back = (ink.shape[1] / width, 0, 0, 0, 1 / scale, base - target_base / scale)
    return np.asarray(Image.fromarray(np.ascontiguousarray(ink)).transform((width, HEIGHT), Image.AFFINE, back, Image.BILINEAR, fillcolor=0))
