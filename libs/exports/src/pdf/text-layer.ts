import type { PageView } from '@longhand/contracts';
import { spokenLines } from '../exported-word.js';
import type { CharacterCodes } from './character-codes.js';
import { glyphAdvance, glyphAscent, glyphDescent } from './glyphless-font.js';

const emPerPoint = (glyphAscent - glyphDescent) / 1000;

/** Control characters and lone surrogates must not be in copied text. */
const unwritable = /\p{Cc}|\p{Cs}/gu;

/**
 * PDF operators that write the words of a page invisibly, each filling its box: the font size fits
 * the height, the horizontal scaling the width. A space follows every word but the last of a line,
 * and a word that touches or overlaps the next ends a little earlier, so that copied text keeps its
 * words apart.
 * @param scale points per pixel
 * @param pageHeight in points; PDF counts from the bottom
 */
export function textLayer(page: PageView, scale: number, pageHeight: number, codes: CharacterCodes): string {
  const operators: string[] = [];
  for (const { words } of spokenLines(page)) {
    for (const [i, { text, box }] of words.entries()) {
      const shown = text.replace(unwritable, '');
      const size = (box.height * scale) / emPerPoint;
      if (shown === '' || size <= 0 || box.width <= 0) continue;
      const x = box.x * scale;
      const y = pageHeight - (box.y + box.height) * scale - (size * glyphDescent) / 1000;
      const advance = size * (glyphAdvance / 1000);
      const next = words[i + 1];
      const width = next ? widthBefore(next.box.x * scale - x, box.width * scale, size) : box.width * scale;
      operators.push(`/F1 ${short(size)} Tf ${short((100 * width) / ([...shown].length * advance))} Tz`);
      operators.push(`1 0 0 1 ${short(x)} ${short(y)} Tm <${codes.encode(shown)}> Tj`);
      if (!next) continue;
      const gap = Math.max(0.01, next.box.x * scale - x - width);
      operators.push(`${short((100 * gap) / advance)} Tz <${codes.encode(' ')}> Tj`);
    }
  }
  return operators.length === 0 ? '' : `BT 3 Tr\n${operators.join('\n')}\nET\n`;
}

/**
 * PDF readers separate words at gaps of a tenth of the font size or more. Returns the width that
 * leaves such a gap, but at least half.
 * @param distance to the beginning of the next word; all in points
 */
function widthBefore(distance: number, width: number, size: number): number {
  // The next word begins further left if the reading order differs from the order on the page.
  if (distance <= 0) return width;
  return Math.max(width / 2, Math.min(width, distance - 0.12 * size));
}

/** A number as PDF takes it: no exponent, four decimals. */
export function short(value: number): string {
  return String(Number(value.toFixed(4)));
}
