import type { RecognisedLine, RecognisedPage } from './recognised-page.js';

/** The page that read lines make: its text and its mean character confidence. */
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
    text: lines.map(({ words }) => words.map((word) => word.markedText).join(' ')).join('\n'),
    confidence: count === 0 ? 1 : sum / count,
  };
}
