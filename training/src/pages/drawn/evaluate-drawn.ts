import { AppError, type Box } from '@longhand/core';
import { loadPageReader, type PageReader } from '@longhand/inference';
import { loadFonts } from '../../render/render-lines.js';
import { caseRandom, type DrawnFonts, drawBlank, drawPlate, drawTicks, drawWord } from './drawn-cases.js';
import { drawOrder, type OrderKind, orderKinds } from './drawn-orders.js';

export interface DrawnFigures {
  ticks: { pages: number; boxes: number; right: number; marked: number; missed: number };
  words: { pictures: number; right: number; marked: number; oneLine: number };
  plates: { pictures: number; right: number; marked: number; oneLine: number };
  blank: { pages: number; withoutWords: number };
  orders: { kind: OrderKind; pages: number; linesTrue: number; linesFound: number; inOrder: number }[];
}

export interface DrawnOptions {
  modelsDir: string;
  backend: Parameters<typeof loadPageReader>[0]['backend'];
  uncertainBelow: number;
  /** Pages of each kind. */
  count: number;
  /** Pages of each kind of reading order. */
  orders: number;
}

/** Draws pages of each kind by seeded rules and reads them as the workers do. */
export async function evaluateDrawn(options: DrawnOptions, log: (line: string) => void): Promise<DrawnFigures> {
  const reader = await loadPageReader(options);
  const all = loadFonts();
  const fonts: DrawnFonts = {
    hands: all.filter(({ entry }) => entry.kind === 'hand'),
    prints: all.filter(({ entry }) => entry.kind === 'print'),
  };
  if (fonts.prints.length === 0) throw new AppError('training.font_missing', 'The list of fonts has no print.');
  try {
    const ticks = await countTicks(reader, options.count, fonts);
    log('boxes to tick done');
    const words = await countTexts(reader, options.count, (i) => drawWord(caseRandom(1, i), fonts));
    const plates = await countTexts(reader, options.count, (i) => drawPlate(caseRandom(2, i), fonts));
    log('words and plates done');
    const blank = await countBlank(reader, options.count);
    log('blank pages done');
    const orders: DrawnFigures['orders'] = [];
    for (const [i, kind] of orderKinds.entries()) {
      orders.push(await countOrder(reader, kind, { count: options.orders, seed: 10 + i, fonts }));
      log(`${kind} done`);
    }
    return { ticks, words, plates, blank, orders };
  } finally {
    reader.dispose();
  }
}

async function countTicks(reader: PageReader, count: number, fonts: DrawnFonts): Promise<DrawnFigures['ticks']> {
  const figures = { pages: count, boxes: 0, right: 0, marked: 0, missed: 0 };
  for (let i = 0; i < count; i++) {
    const { page, ticked } = drawTicks(caseRandom(0, i), fonts);
    const { segmented } = await reader.segment(page);
    const found = segmented.layout.lines
      .flatMap(({ signs = [] }) => signs)
      .toSorted((a, b) => Math.round((a.box.y - b.box.y) / 60) || a.box.x - b.box.x);
    figures.boxes += ticked.length;
    if (found.length !== ticked.length) {
      figures.missed += Math.abs(ticked.length - found.length);
      continue;
    }
    for (const [at, isTicked] of ticked.entries()) {
      if (found[at].sign === (isTicked ? '☒' : '☐')) figures.right += 1;
      if (found[at].isUnsure) figures.marked += 1;
    }
  }
  return figures;
}

async function countTexts(
  reader: PageReader,
  count: number,
  draw: (index: number) => ReturnType<typeof drawWord>,
): Promise<DrawnFigures['words']> {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const figures = { pictures: count, right: 0, marked: 0, oneLine: 0 };
  for (let i = 0; i < count; i++) {
    const { page, text } = draw(i);
    const { segmented } = await reader.segment(page);
    const { lines } = await reader.read(segmented);
    const words = lines.flatMap((line) => line.words);
    if (lines.length === 1) figures.oneLine += 1;
    if (plain(words.map((word) => word.text).join('')) === plain(text)) figures.right += 1;
    else if (words.some(({ uncertain }) => uncertain)) figures.marked += 1;
  }
  return figures;
}

async function countBlank(reader: PageReader, count: number): Promise<DrawnFigures['blank']> {
  let withoutWords = 0;
  for (let i = 0; i < count; i++) {
    const { segmented } = await reader.segment(drawBlank(caseRandom(3, i)));
    const { lines } = await reader.read(segmented);
    if (lines.every((line) => line.words.length === 0)) withoutWords += 1;
  }
  return { pages: count, withoutWords };
}

async function countOrder(
  reader: PageReader,
  kind: OrderKind,
  { count, seed, fonts }: { count: number; seed: number; fonts: DrawnFonts },
): Promise<DrawnFigures['orders'][number]> {
  const figures = { kind, pages: count, linesTrue: 0, linesFound: 0, inOrder: 0 };
  for (let i = 0; i < count; i++) {
    const { page, regions, isNote } = drawOrder(kind, caseRandom(seed, i), fonts);
    const { segmented, turn } = await reader.segment(page);
    const found = segmented.layout.lines.map(({ box }) => box);
    const placesOf = (lines: readonly Box[]) => lines.map((line) => (turn === 0 ? placeOf(line, found) : -1));
    const places = regions.map(placesOf);
    figures.linesTrue += places.flat().length;
    figures.linesFound += places.flat().filter((place) => place >= 0).length;
    if (isRising(places.flat()) || (isNote && isRising(places.toReversed().flat()))) figures.inOrder += 1;
  }
  return figures;
}

const isRising = (places: readonly number[]): boolean =>
  places.every((place, at) => place >= 0 && (at === 0 || place > places[at - 1]));

/** The found line that shares most with a true one, at least half of both; -1 without one. */
function placeOf(line: Box, found: readonly Box[]): number {
  const shares = found.map((box) => {
    const width = Math.min(line.x + line.width, box.x + box.width) - Math.max(line.x, box.x);
    const height = Math.min(line.y + line.height, box.y + box.height) - Math.max(line.y, box.y);
    const shared = Math.max(0, width) * Math.max(0, height);
    return shared / Math.max(line.width * line.height, box.width * box.height);
  });
  const best = Math.max(0, ...shares);
  return best >= 0.5 ? shares.indexOf(best) : -1;
}
