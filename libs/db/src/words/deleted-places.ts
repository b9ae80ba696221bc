import { type Box, overlapOfBoxes } from '@longhand/core';
import { lineIdOf } from './named-id.js';

/** Boxes that share this much of their union are the same place. */
const samePlace = 0.5;

/** A line or word that people deleted: nobody wrote there. It can be restored. */
export interface DeletedPlace {
  kind: 'line' | 'word';
  /** Of the line or word. */
  id: string;
  box: Box;
  /** What was read there, or typed into a line that was added. */
  text: string;
}

interface DeletedRows {
  id: string;
  lines: readonly (Box & { number: number; addedId: string | null; deletion: string | null })[];
  words: readonly (Box & { id: string; lineNumber: number; text: string; correctedText: string | null })[];
  added: readonly { id: string; text: string }[];
  /** Corrections that say that there is no word. */
  corrections: readonly Box[];
}

/** What people deleted on a page, in reading order. */
export function deletedPlacesOf({ id: pageId, lines, words, added, corrections }: DeletedRows): DeletedPlace[] {
  return lines.flatMap((line): DeletedPlace[] => {
    const own = words.filter(({ lineNumber }) => lineNumber === line.number);
    if (line.deletion === 'deleted') {
      const read = own.map(({ text }) => text).join(' ');
      const text = added.find(({ id }) => id === line.addedId)?.text ?? read;
      return [{ kind: 'line', id: lineIdOf(pageId, line), box: boxOf(line), text }];
    }
    if (line.deletion === 'covered') return [];
    return own
      .filter((word) => word.correctedText === '')
      .filter((word) => corrections.some((place) => overlapOfBoxes(place, word) >= samePlace))
      .map((word) => ({ kind: 'word', id: word.id, box: boxOf(word), text: word.text }));
  });
}

export function boxOf({ x, y, width, height }: Box): Box {
  return { x, y, width, height };
}
