import type { PageView, WordView } from '@longhand/contracts';

export type ExportedLine = PageView['lines'][number];

/** The lines with text: a person may have emptied every word of a line. */
export function spokenLines(page: PageView): ExportedLine[] {
  return page.lines
    .map((line) => ({ ...line, words: line.words.filter(({ text }) => text !== '') }))
    .filter(({ words }) => words.length > 0);
}

/**
 * The lines with text, and those in a script that was not read: these have a position but no words.
 */
export function placedLines(page: PageView): ExportedLine[] {
  const spoken = new Map(spokenLines(page).map((line) => [line.number, line]));
  return page.lines.flatMap((line) => spoken.get(line.number) ?? (line.script ? [{ ...line, words: [] }] : []));
}

/** The language of a line that was not read: unknown, in this script (BCP 47). */
export const languageOf = ({ script, words }: ExportedLine): string | undefined =>
  script && words.length === 0 ? `und-${script}` : undefined;

/**
 * The certainty of a word's text in an export, 0 to 1 with four decimals: the calibrated
 * probability of a reading, and 1 for a person's correction.
 */
export function certaintyOf({ confidence, correctedBy }: WordView): number {
  if (correctedBy !== undefined) return 1;
  return Math.round(Math.min(1, Math.max(0, confidence)) * 1e4) / 1e4;
}

/** Name of a page's picture, as exports refer to it. */
export function pictureName({ number }: Pick<PageView, 'number'>): string {
  return `page-${String(number).padStart(4, '0')}.jpg`;
}
