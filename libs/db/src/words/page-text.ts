import { doubtfulLettersOf, type MarkableWord, type Marks, markText } from '@longhand/core';

/** What the columns of a word say of its text. */
export interface SpokenWord {
  text: string;
  /** With "?" after each uncertain character. */
  markedText: string;
  uncertain: boolean;
  correctedText: string | null;
}

/** What a word says, without "?" marks: a person's word before the recogniser's. */
export function plainText({ text, correctedText }: Pick<SpokenWord, 'text' | 'correctedText'>): string {
  return correctedText ?? text;
}

/** What a word says, and where it is doubted: nowhere once a person has said what it is. */
export function markableWord({ text, markedText, uncertain, correctedText }: SpokenWord): MarkableWord {
  if (correctedText !== null) return { text: correctedText, uncertain: false, doubtfulLetters: [] };
  return { text, uncertain, doubtfulLetters: doubtfulLettersOf(text, markedText) };
}

/** As plainText, with the wanted marks on a word that nobody has corrected. */
export function shownText(word: SpokenWord, marks: Marks = 'words'): string {
  return markText(markableWord(word), marks);
}

/** A line as far as it decides whether people see it. */
export interface LineState {
  number: number;
  deletion?: string | null;
}

/** Neither deleted by people nor covered by a line that a person typed. */
export const isShownLine = ({ deletion }: Omit<LineState, 'number'>): boolean =>
  deletion !== 'deleted' && deletion !== 'covered';

/**
 * A page as people read it: lines separated by \n, words by one space. Lines and words are in
 * reading order.
 */
export function pageText(
  words: readonly (SpokenWord & { lineNumber: number })[],
  lines: readonly LineState[],
  marks: Marks = 'words',
): string {
  const texts = new Map<number, string[]>(lines.filter(isShownLine).map(({ number }) => [number, []]));
  for (const word of words) {
    const text = shownText(word, marks);
    if (text) texts.get(word.lineNumber)?.push(text);
  }
  return [...texts.values()].map((line) => line.join(' ')).join('\n');
}
