import { type Box, overlapOfBoxes, placeInOrder, shareOfBoxInside } from '@longhand/core';
import { groupBy } from '../../group-by.js';
import type { LineRow, WordRow } from '../page-rows.js';
import type { Deletion, PeoplesLines, PlacedLine } from './peoples-lines.js';
import { wordsOfTyped } from './words-of-typed.js';

/** Boxes that share this much of their union are the same place. */
const samePlace = 0.5;
/** A word is a part of what lies over it when this share of it lies inside ... */
const insideShare = 0.6;
/** ... and, in a line, when its middle is so near that of the line, in heights of the line. */
const nearMiddle = 0.3;

export interface ArrangedPage {
  lines: LineRow[];
  words: WordRow[];
  /** Words that nobody is to see, by id, with who decided it and when. */
  hidden: Map<string, { by: string; at: Date }>;
}

/**
 * A page's lines as people left them: those that they typed stand among those that were read, at
 * the place that they gave them or else by geometry; those that they deleted, and what a reading
 * finds under a typed line, are marked. Depends on its arguments alone.
 * @param read lines and words as they were read, in reading order, words by their line's number
 */
export function arrangeLines(
  read: { lines: readonly LineRow[]; words: readonly WordRow[] },
  people: PeoplesLines,
): ArrangedPage {
  const hidden: ArrangedPage['hidden'] = new Map();
  const wordsOf = groupBy(read.words, ({ lineNumber }) => lineNumber);
  const standing = people.added.filter((line) => !deletionOfAdded(line, people.deleted)?.isSettled);
  const lines = read.lines.map((line) => {
    const own = wordsOf.get(line.number) ?? [];
    const deletion = people.deleted.find((one) => isDeletedBy(line, own, one));
    for (const word of own) {
      const gone = (deletion ? [deletion] : people.deleted).find(
        (one) => one.isSettled && (one === deletion || holds(one, word)),
      );
      const cover = standing.find((one) => standsIn(word, one));
      if (gone) hidden.set(word.id, { by: gone.keyedBy[gone.keyedBy.length - 1], at: gone.createdAt });
      else if (cover) hidden.set(word.id, { by: cover.actor, at: cover.createdAt });
    }
    const isCovered =
      own.length > 0
        ? own.every(({ id }) => hidden.has(id))
        : standing.some((one) => overlapOfBoxes(line, one) >= samePlace);
    return { row: { ...line, addedId: null, deletion: stateOf(deletion, isCovered) }, words: own };
  });
  return { ...numbered(inOrder(lines, people), people, hidden), hidden };
}

interface Entry {
  row: LineRow;
  words: readonly WordRow[];
}

export const deletionOfAdded = ({ id }: PlacedLine, deleted: readonly Deletion[]): Deletion | undefined =>
  deleted.find(({ addedId }) => addedId === id);

/** Whether a word that was read is part of a line that a person drew. */
export function standsIn(word: Box, line: Box): boolean {
  const offset = word.y + word.height / 2 - (line.y + line.height / 2);
  return shareOfBoxInside(word, line) >= insideShare && Math.abs(offset) <= nearMiddle * line.height;
}

/** Whether a line that was read is one that people deleted. */
export function isDeletedBy(line: Box, words: readonly Box[], deletion: Deletion): boolean {
  if (deletion.addedId) return false;
  if (overlapOfBoxes(line, deletion) >= samePlace) return true;
  return words.length > 0 && words.every((word) => holds(deletion, word));
}

const holds = ({ words, addedId }: Deletion, word: Box): boolean =>
  !addedId && words.some((box) => overlapOfBoxes(word, box) >= samePlace || shareOfBoxInside(word, box) >= insideShare);

function stateOf(deletion: Deletion | undefined, isCovered: boolean): string | null {
  if (deletion?.isSettled) return 'deleted';
  if (isCovered) return 'covered';
  return deletion ? 'once' : null;
}

/** The entries of read lines with those of added ones among them. */
function inOrder(read: readonly Entry[], { added, deleted }: PeoplesLines): Entry[] {
  const entryOf = (line: PlacedLine): Entry => ({ row: rowOfAdded(line, deletionOfAdded(line, deleted)), words: [] });
  const behind = new Map<number, PlacedLine[]>();
  const free: PlacedLine[] = [];
  for (const line of added) {
    const index = line.moved && indexOfPlace(line.moved.after, read);
    if (index === undefined) free.push(line);
    else behind.set(index, [...(behind.get(index) ?? []), line]);
  }
  const movedTo = (index: number) =>
    (behind.get(index) ?? []).toSorted((a, b) => (a.moved?.rank ?? 0) - (b.moved?.rank ?? 0)).map(entryOf);
  const order = [...movedTo(-1), ...read.flatMap((entry, index) => [entry, ...movedTo(index)])];
  for (const line of free) {
    const index = placeInOrder(
      line,
      order.map(({ row }) => row),
    );
    order.splice(index, 0, entryOf(line));
  }
  return order;
}

/** The index of the read line at a place, -1 before all; undefined where there is none any more. */
function indexOfPlace(place: Box | null, read: readonly Entry[]): number | undefined {
  if (!place) return -1;
  const overlaps = read.map(({ row }) => overlapOfBoxes(row, place));
  const best = Math.max(0, ...overlaps);
  return best >= samePlace ? overlaps.indexOf(best) : undefined;
}

/** Where letters without descenders stand in a box that a person drew, from its top. */
const baselineAt = 0.75;

function rowOfAdded({ id, x, y, width, height }: PlacedLine, deletion: Deletion | undefined): LineRow {
  const foot = y + height * baselineAt;
  const baseline: LineRow['baseline'] = [
    [x, foot],
    [x + width, foot],
  ];
  return { number: 0, x, y, width, height, baseline, addedId: id, deletion: stateOf(deletion, false) };
}

function numbered(
  order: readonly Entry[],
  { added, deleted }: PeoplesLines,
  hidden: ArrangedPage['hidden'],
): Omit<ArrangedPage, 'hidden'> {
  const lines = order.map(({ row }, number) => ({ ...row, number }));
  const words = order.flatMap(({ row, words: own }, number) => {
    const line = added.find(({ id }) => id === row.addedId);
    if (!line) return own.map((word) => ({ ...word, lineNumber: number }));
    const typed = wordsOfTyped(line, number);
    const gone = deletionOfAdded(line, deleted);
    if (gone?.isSettled)
      for (const { id } of typed) hidden.set(id, { by: gone.keyedBy[gone.keyedBy.length - 1], at: gone.createdAt });
    return typed;
  });
  return { lines, words };
}
