export interface SpokenWord {
  lineNumber: number;
  text: string;
  markedText: string;
  correctedText: string | null;
}

/** What a word says, without "?" marks: a person's word before the recogniser's. */
export function plainText({ text, correctedText }: Pick<SpokenWord, 'text' | 'correctedText'>): string {
  return correctedText ?? text;
}

/** As plainText, with "?" after each uncertain character of an uncorrected word. */
export function shownText({ markedText, correctedText }: Pick<SpokenWord, 'markedText' | 'correctedText'>): string {
  return correctedText ?? markedText;
}

/** A page as people read it: lines parted by \n, words by one space. `words` are in reading order. */
export function pageText(words: readonly SpokenWord[], lineCount: number): string {
  const lines: string[][] = Array.from({ length: lineCount }, () => []);
  for (const word of words) {
    const text = shownText(word);
    if (text) lines[word.lineNumber]?.push(text);
  }
  return lines.map((line) => line.join(' ')).join('\n');
}
