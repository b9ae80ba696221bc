import type { Alternative, Point, RecognisedPage } from '@longhand/core';
import type { Prisma } from '../prisma.js';
import { wordIdOf } from './word-id.js';

type LineRow = Prisma.LineCreateManyInput;
type WordRow = Prisma.WordCreateManyInput & {
  id: string;
  text: string;
  markedText: string;
  correctedText: string | null;
};

/** A recognised page as rows of `line` and `word`; nothing is corrected yet. */
export function rowsOf(tenantId: string, pageId: string, page: RecognisedPage): { lines: LineRow[]; words: WordRow[] } {
  const lines = page.lines.map(({ box, baseline }, number) => ({
    tenantId,
    pageId,
    number,
    ...box,
    baseline: baseline.map(({ x, y }: Point) => [x, y]),
  }));
  const words = page.lines.flatMap((line, lineNumber) =>
    line.words.map((word, number) => ({
      id: wordIdOf(pageId, lineNumber, number, word),
      tenantId,
      pageId,
      lineNumber,
      number,
      text: word.text,
      markedText: word.markedText,
      ...word.box,
      confidence: word.confidence,
      uncertain: word.uncertain,
      alternatives: word.alternatives.map(({ text, probability }: Alternative) => ({ text, probability })),
      correctedText: null,
    })),
  );
  return { lines, words };
}
