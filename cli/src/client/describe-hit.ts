import type { SearchAnswer } from '@longhand/contracts';
import { oneLine } from '../terminal/table.js';

export type SearchHit = SearchAnswer['hits'][number];

/** A search hit for a person: document, page, score, snippet, and where on the page each found word is. */
export function describeHit(hit: SearchHit): string {
  const places = hit.words
    .filter((word) => word.matched)
    .map(({ text, box, confidence }) => {
      const [x, y, width, height] = [box.x, box.y, box.width, box.height].map(Math.round);
      return `  "${oneLine(text)}" at x ${x}, y ${y}, ${width} x ${height} px, ${Math.round(confidence * 100)} % certain`;
    });
  const head = `${oneLine(hit.title)}, page ${hit.page}  (document ${hit.documentId}, score ${hit.score.toFixed(3)})`;
  return [head, `  ${oneLine(hit.snippet)}`, ...places].join('\n');
}
