import type { Box, GrayImage } from '@longhand/core';
import type { Random } from '../../basics/random.js';
import { drawHand } from '../../render/ink/place-text.js';
import { pick } from '../../render/text/pick.js';
import type { DrawnFonts } from './drawn-cases.js';
import { DrawnSheet } from './drawn-sheet.js';

export const orderKinds = ['facing pages', 'two columns', 'margin notes', 'text turned by 90 degrees'] as const;
export type OrderKind = (typeof orderKinds)[number];

/** A page, and the boxes of its lines in the order in which they are to be read. */
export interface OrderedPage {
  page: GrayImage;
  /** Columns in their order; or the body and a note beside it, which may come before or after it. */
  regions: Box[][];
  isNote: boolean;
}

const vocabulary = [
  ...'the patient was seen on monday and had slept well since the last visit'.split(' '),
  ...'no fever no pain we keep the dose as it is'.split(' '),
];

const sizes: Record<OrderKind, [width: number, height: number]> = {
  'facing pages': [2200, 1500],
  'two columns': [1500, 1900],
  'margin notes': [1500, 1900],
  'text turned by 90 degrees': [1500, 1900],
};

/** Draws a page of this kind in one hand. */
export function drawOrder(kind: OrderKind, random: Random, { hands }: DrawnFonts): OrderedPage {
  const [width, height] = sizes[kind];
  const sheet = new DrawnSheet(width, height);
  const font = pick(
    hands.filter((one) => one.covers(vocabulary.join(''))),
    random,
  );
  const drawn = drawHand(font, random);
  const hand = { ...drawn, drift: { ...drawn.drift, slope: 0 } };
  const emPx = random.between(38, 48);
  const regions: Box[][] = [];
  const column = (left: number, right: number, [top, bottom]: readonly number[]): void => {
    const lines: Box[] = [];
    for (let y = top; y < bottom; y += emPx * 1.6) {
      const text = textOf((right - left) / emPx, random);
      lines.push(sheet.write(text, { x: left, y, emPx }, hand, random));
    }
    regions.push(lines);
  };
  const body = [160 + emPx, height - 140] as const;
  const isNote = kind === 'margin notes' || kind === 'text turned by 90 degrees';
  if (!isNote) {
    const [middle, gutter] = [width / 2, kind === 'facing pages' ? 120 : 70];
    column(120, middle - gutter, body);
    // Facing pages do not stand level.
    const shift = random.between(-20, 20);
    column(middle + gutter, width - 120, [body[0] + shift, body[1]]);
  } else {
    column(420, width - 100, body);
    const from = random.between(300, 900);
    if (kind === 'margin notes') column(60, 330, [from, from + emPx * 1.6 * 3.5]);
    else {
      const text = textOf(14, random);
      const place = { x: random.between(150, 250), y: from + emPx * 14, emPx, isUpwards: true };
      regions.push([sheet.write(text, place, hand, random)]);
    }
  }
  return { page: sheet.scan(random), regions, isNote };
}

/** Words of about so many em. */
function textOf(widthEm: number, random: Random): string {
  const words: string[] = [];
  for (let left = widthEm * 1.6; left > 4; ) {
    const word = pick(vocabulary, random);
    words.push(word);
    left -= word.length + 1;
  }
  return words.join(' ');
}
