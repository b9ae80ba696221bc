import type { LayoutSign, PageLayout } from '../page/page-layout.js';
import { pageOfLines } from './page-of-lines.js';
import type { RecognisedPage, RecognisedWord } from './recognised-page.js';
import { readingSettings } from './reading-settings.js';

const { tickSign } = readingSettings;

/**
 * Inserts the tick boxes of a layout into the lines that were read, as words "☐" and "☒" at their
 * positions.
 */
export function withSigns(page: RecognisedPage, layout: PageLayout): RecognisedPage {
  if (!layout.lines.some(({ signs }) => signs && signs.length > 0)) return page;
  return pageOfLines(
    page.lines.map((line, i) => {
      const signs = (layout.lines[i].signs ?? []).map(wordOf);
      const middle = ({ box }: RecognisedWord): number => box.x + box.width / 2;
      const words = [...line.words];
      for (const sign of signs) {
        const at = words.findIndex((word) => middle(word) > middle(sign));
        words.splice(at < 0 ? words.length : at, 0, sign);
      }
      return { ...line, words };
    }),
  );
}

function wordOf({ sign, box, isUnsure }: LayoutSign): RecognisedWord {
  const confidence = isUnsure ? tickSign.unsureConfidence : tickSign.sureConfidence;
  const other = sign === '☐' ? '☒' : '☐';
  return {
    text: sign,
    markedText: isUnsure ? `${sign}?` : sign,
    box,
    confidence,
    uncertain: isUnsure,
    // A sure box must not be found as its opposite, not even as a guess.
    alternatives: isUnsure ? [{ text: other, probability: 1 - confidence }] : [],
    characters: [{ character: sign, box, confidence, uncertain: isUnsure }],
  };
}
