import type { RecognisedLine, RecognisedPage } from './recognised-page.js';

/** The lines separated by \n, words by one space, one "?" after each uncertain word. */
export function textOfLines(lines: readonly RecognisedLine[]): string {
  return lines
    .map(({ words }) => words.map(({ text, uncertain }) => (uncertain ? `${text}?` : text)).join(' '))
    .join('\n');
}

/** The page made of the lines that were read: its text and its mean character confidence. */
export function pageOfLines(lines: RecognisedLine[]): RecognisedPage {
  let sum = 0;
  let count = 0;
  for (const { words } of lines)
    for (const { characters } of words)
      for (const { confidence } of characters) {
        sum += confidence;
        count += 1;
      }
  return {
    lines,
    text: textOfLines(lines),
    confidence: count === 0 ? undefined : sum / count,
  };
}
