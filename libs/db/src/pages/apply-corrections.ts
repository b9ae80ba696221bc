import { type Box, overlapOfBoxes, shareOfBoxInside } from '@longhand/core';

export interface PlacedCorrection {
  box: Box;
  text: string;
  actor: string;
  createdAt: Date;
  /** Those who agreed on it under double keying. */
  keyedBy?: string[];
}

export interface CorrectedWord {
  correctedText: string;
  correctedBy: string;
  correctedAt: Date;
  keyedBy?: string[];
}

/** Boxes that share this much of their union are the same place. */
const samePlace = 0.5;
/**
 * A word of another segmentation is still the corrected one when it shares this much of the union
 * ...
 */
const sameWord = 0.25;
/** ... and a fragment of it when this share of the fragment lies inside the corrected box. */
const insideShare = 0.6;

/**
 * Finds the words that corrections of an earlier reading belong to, by overlap of boxes. Of several
 * corrections of one place the last counts. When a new segmentation cut a corrected word into
 * pieces, the best piece gets the text and the others become empty; when it joined corrected words,
 * their texts are joined. A correction whose place has no word any more has no effect, but is kept.
 * @param corrections oldest first
 * @returns for each index of `words` that is corrected, what it says now
 */
export function applyCorrections(
  words: readonly { box: Box }[],
  corrections: readonly PlacedCorrection[],
): Map<number, CorrectedWord> {
  const latest = corrections.filter(
    ({ box }, i) => !corrections.slice(i + 1).some((later) => overlapOfBoxes(box, later.box) >= samePlace),
  );
  const owners = new Map<number, PlacedCorrection[]>();
  const fragments = new Map<number, PlacedCorrection>();
  for (const correction of latest) {
    const overlaps = words.map((word) => overlapOfBoxes(word.box, correction.box));
    const best = overlaps.indexOf(Math.max(...overlaps));
    if (best < 0 || overlaps[best] < sameWord) continue;
    owners.set(best, [...(owners.get(best) ?? []), correction]);
    for (const [i, word] of words.entries()) {
      if (i !== best && shareOfBoxInside(word.box, correction.box) >= insideShare) fragments.set(i, correction);
    }
  }
  const result = new Map<number, CorrectedWord>();
  for (const [i, { actor, createdAt }] of fragments) {
    result.set(i, { correctedText: '', correctedBy: actor, correctedAt: createdAt });
  }
  for (const [i, parts] of owners) {
    const fromLeft = parts.toSorted((a, b) => a.box.x - b.box.x);
    const last = parts[parts.length - 1];
    const correctedText = fromLeft
      .map(({ text }) => text)
      .join(' ')
      .trim();
    result.set(i, { correctedText, correctedBy: last.actor, correctedAt: last.createdAt, ...keyedByAll(parts) });
  }
  return result;
}

/** Joined words are verified only when each of them was. */
function keyedByAll(parts: readonly PlacedCorrection[]): Pick<CorrectedWord, 'keyedBy'> {
  const all = parts.map(({ keyedBy = [] }) => keyedBy);
  return all.every(({ length }) => length > 1) ? { keyedBy: [...new Set(all.flat())] } : {};
}
