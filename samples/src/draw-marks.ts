import { seededRandom } from '@longhand/core';
import { createRequire } from 'node:module';
import opentype from 'opentype.js';
import { type BoxesMark, type SampleFont, type Mark, pagePx, type RecordPage, type TextMark } from './record-page.js';

const ink = '#23262e';
/** Box and rule colour: pale enough for a threshold to lose it, as on real forms. */
const pale = '#d9d6cf';

const fonts = new Map<SampleFont, opentype.Font>();
function fontOf(hand: SampleFont): opentype.Font {
  let font = fonts.get(hand);
  if (!font) {
    const resolve = createRequire(import.meta.url).resolve;
    font = opentype.loadSync(resolve(`@fontsource/${hand}/files/${hand}-latin-400-normal.woff`));
    fonts.set(hand, font);
  }
  return font;
}

/**
 * The page as SVG: ink on white, with the small unsteadiness of a hand. Printed labels stay steady.
 */
export function drawMarks({ marks, seed, turnDegrees }: RecordPage): string {
  const random = seededRandom(seed);
  const body = marks.map((mark) => drawMark(mark, random)).join('\n');
  const turn = `rotate(${turnDegrees} ${pagePx.width / 2} ${pagePx.height / 2})`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${pagePx.width}" height="${pagePx.height}">
<rect width="100%" height="100%" fill="white"/><g transform="${turn}">${body}</g></svg>`;
}

function drawMark(mark: Mark, random: () => number): string {
  if (mark.kind === 'rule')
    return `<path d="M${mark.x} ${mark.y}h${mark.lengthPx}" stroke="${pale}" stroke-width="3"/>`;
  return mark.kind === 'text' ? drawText(mark, random) : drawBoxes(mark, random);
}

function drawText({ text, x, baseline, sizePx, hand }: TextMark, random: () => number): string {
  const font = fontOf(hand);
  const isSteady = hand === 'andika';
  const gapPx = isSteady ? 0 : sizePx * 0.03;
  let at = x;
  const glyphs = font.stringToGlyphs(text);
  return glyphs
    .map((glyph, i) => {
      const drawn = drawGlyph(glyph, { x: at, baseline, sizePx }, isSteady ? () => 0.5 : random);
      const kerning = i + 1 < glyphs.length ? font.getKerningValue(glyph, glyphs[i + 1]) : 0;
      at += ((glyph.advanceWidth ?? 0) + kerning) * (sizePx / font.unitsPerEm) + gapPx;
      return drawn;
    })
    .join('');
}

function drawBoxes({ text, x, baseline, sizePx, pitchPx, hand }: BoxesMark, random: () => number): string {
  const font = fontOf(hand);
  return Array.from(text, (character, i) => {
    const left = x + i * pitchPx;
    const box = `<rect x="${left}" y="${baseline - sizePx}" width="${pitchPx}" height="${sizePx * 1.3}"
      fill="none" stroke="${pale}" stroke-width="2"/>`;
    if (character === ' ') return box;
    const glyph = font.charToGlyph(character);
    const widthPx = (glyph.advanceWidth ?? 0) * (sizePx / font.unitsPerEm);
    return box + drawGlyph(glyph, { x: left + (pitchPx - widthPx) / 2, baseline, sizePx }, random);
  }).join('');
}

function drawGlyph(
  glyph: opentype.Glyph,
  { x, baseline, sizePx }: { x: number; baseline: number; sizePx: number },
  random: () => number,
): string {
  const wobble = (most: number) => (random() - 0.5) * 2 * most;
  const size = sizePx * (1 + wobble(0.03));
  const path = glyph.getPath(0, 0, size).toPathData(2);
  if (path === '') return '';
  const across = (x + wobble(0.01 * sizePx)).toFixed(2);
  const down = (baseline + wobble(0.025 * sizePx)).toFixed(2);
  const place = `translate(${across} ${down})`;
  return `<path d="${path}" fill="${ink}" transform="${place} rotate(${wobble(2).toFixed(2)})"/>`;
}
