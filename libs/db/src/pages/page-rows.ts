import type { Alternative, Box, RecognisedPage } from '@longhand/core';
import { wordIdOf } from './word-id.js';

/** A row of `line`, without tenant and page. */
export interface LineRow extends Box {
  number: number;
  /** [[x, y], [x, y]] */
  baseline: [number, number][];
  /** ISO 15924 code of a script that was not read. */
  script?: string | null;
  /** A person typed it. */
  addedId?: string | null;
  /** `once`, `deleted` or `covered`: see the column. */
  deletion?: string | null;
}

/** A row of `word`, without tenant and page. */
export interface WordRow extends Box {
  id: string;
  lineNumber: number;
  number: number;
  text: string;
  markedText: string;
  confidence: number;
  uncertain: boolean;
  alternatives: Alternative[];
  correctedText: string | null;
  correctedBy?: string | null;
  correctedAt?: Date | null;
  keying?: string | null;
  keyedBy?: string[];
}

/** A recognised page as rows; nothing is corrected yet. */
export function rowsOf(pageId: string, page: RecognisedPage): { lines: LineRow[]; words: WordRow[] } {
  const lines = page.lines.map(({ box, baseline, script }, number) => ({
    number,
    ...box,
    baseline: baseline.map(({ x, y }): [number, number] => [x, y]),
    ...(script && { script }),
  }));
  const words = page.lines.flatMap((line, lineNumber) =>
    line.words.map((word, number) => ({
      id: wordIdOf(pageId, lineNumber, number, word),
      lineNumber,
      number,
      text: word.text,
      markedText: word.markedText,
      ...word.box,
      confidence: word.confidence,
      uncertain: word.uncertain,
      alternatives: word.alternatives.map(({ text, probability }) => ({ text, probability })),
      correctedText: null,
    })),
  );
  return { lines, words };
}
