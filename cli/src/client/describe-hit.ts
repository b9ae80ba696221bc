import type { SearchHit } from '@longhand/contracts';
import { oneLine } from '../terminal/table.js';

/**
 * A search hit for a person: document, page, score, snippet, and where on the page each found word
 * is. What is less likely than not is called a guess.
 */
export function describeHit(hit: SearchHit): string {
  const places = hit.words
    .filter((word) => word.matched)
    .map(({ text, box, confidence, certainty = confidence, reading, guess }) => {
      const [x, y, width, height] = [box.x, box.y, box.width, box.height].map(Math.round);
      const asRead = reading === undefined ? '' : ` (may say "${oneLine(reading)}")`;
      return (
        `  "${oneLine(text)}"${asRead} at x ${x}, y ${y}, ${width} x ${height} px, ${percent(certainty)} ` +
        `certain${guess ? ', a guess' : ''}`
      );
    });
  const guess = hit.guess ? `, a guess: ${percent(hit.certainty)} certain` : '';
  const rank = `score ${hit.score.toFixed(3)}${guess}`;
  const head = `${oneLine(hit.title)}, page ${hit.page}  (document ${hit.documentId}, ${rank})`;
  return [head, `  ${oneLine(hit.snippet)}`, ...places].join('\n');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
