import type { CleanPage } from '../imaging/clean-page.js';
import type { TickBox } from '../imaging/ticks/find-tick-boxes.js';
import { connectedComponents } from '../imaging/connected-components.js';
import { glyphBytes } from '../imaging/normalise-glyph.js';
import { type Box, unionOfBoxes } from '../page/box.js';
import type { GlyphWindow, LayoutLine, LayoutSign, LayoutWord, PageLayout } from '../page/page-layout.js';
import { applyMap, mapBox } from '../page/plane-map.js';
import { type Blob, blobOf } from './blob.js';
import { findLearnedLines } from './detector/find-learned-lines.js';
import type { LineMaps } from './detector/line-maps.js';
import { drawGlyph } from './draw-glyph.js';
import { drawStrip, type LineStrip } from './draw-strip.js';
import { findCharacters, type WordCut } from './find-characters.js';
import { findLines } from './find-lines.js';
import type { InkLine } from './ink-line.js';
import type { LineInk } from './find-words.js';
import { type LineMeasure, measureLine } from './measure-line.js';
import { placeSigns } from './place-signs.js';
import { snippetLines } from './snippet/snippet-lines.js';
import { snippetStrip } from './snippet/snippet-strip.js';
import { isSingleCharacter, singleCharacterLine } from './single-character.js';
import { withoutFrames } from '../imaging/snippet/snippet-height.js';
import { textHeightOf } from '../imaging/text-height.js';
import { withoutStains } from './without-stains.js';
import { wordsOfPage } from './words-of-page.js';
import { segmentationSettings } from './segmentation-settings.js';

const { pageInk, lineStrip } = segmentationSettings;

export interface SegmentedPage {
  layout: PageLayout;
  strips: LineStrip[];
  /**
   * Draws the glyphs of these windows (`GlyphWindow.glyph`), in the given order, 784 bytes each;
   * without them those of all. A page of running writing has thousands that nobody reads.
   */
  drawGlyphs(windows?: readonly number[]): Uint8Array;
}

interface CutLine {
  line: InkLine;
  measure: LineMeasure;
  words: { blobs: Blob[]; cut: WordCut }[];
}

/**
 * Finds lines, words and characters of a cleaned page: the layout in pixels of the original, the
 * line strips, and glyphs when they are asked for. With `maps`, the line detector's of `clean.gray`, the lines
 * are those of the network; without, those of the ink's density.
 */
export function segmentPage(clean: CleanPage, maps?: LineMaps): SegmentedPage {
  const blobs = writingBlobs(clean);
  const cutLines = isSingleCharacter(blobs, clean) ? oneCharacter(blobs) : cutPage(blobs, clean, maps);
  const inks: (readonly Blob[])[] = [];
  const strips: LineStrip[] = [];
  const layoutLines: LayoutLine[] = [];
  const { ofLines, rows } = placeSigns(clean.tickBoxes ?? [], cutLines);
  for (const cutLine of cutLines) {
    const { line, measure, words } = cutLine;
    const isAbove = ([{ box }]: TickBox[]): boolean => box.y + box.height < measure.baselineAt(box.x);
    while (rows.length > 0 && isAbove(rows[0])) layoutLines.push(signLineOf(rows.splice(0, 1)[0], clean));
    const index = layoutLines.length;
    const isAlone = clean.isSnippet && cutLines.length === 1;
    strips.push(isAlone ? snippetStrip(line, index, clean) : stripOf(line, measure, clean, index));
    const layoutWords = words.map(({ blobs: own, cut }): LayoutWord => {
      const windows = cut.windows.map((window): GlyphWindow => {
        const box = unionOfBoxes(window.blobs);
        const baseline = measure.baselineAt(box.x + box.width / 2);
        return {
          glyph: inks.push(window.blobs) - 1,
          from: window.from,
          to: window.to,
          box: toOriginal(box, clean),
          heightInX: tidy(box.height / measure.xHeightPx),
          bottomInX: tidy((baseline - box.y - box.height) / measure.xHeightPx),
        };
      });
      return { box: toOriginal(unionOfBoxes(own), clean), pieceCount: cut.pieceCount, windows };
    });
    const signs = ofLines.get(cutLine);
    layoutLines.push({
      ...layoutLineOf(line, measure, layoutWords, clean),
      ...(signs && { signs: signs.map((sign) => signOf(sign, clean)) }),
    });
  }
  for (const row of rows) layoutLines.push(signLineOf(row, clean));
  const { widthPx, heightPx, skewDegrees, isInverted } = clean;
  return {
    layout: {
      version: 1,
      widthPx,
      heightPx,
      skewDegrees,
      isInverted,
      toOriginal: clean.toOriginal,
      lines: layoutLines,
    },
    strips,
    drawGlyphs: (windows = [...inks.keys()]) => {
      const glyphs = new Uint8Array(windows.length * glyphBytes);
      for (const [i, window] of windows.entries()) drawGlyph(inks[window], clean, glyphs, i * glyphBytes);
      return glyphs;
    },
  };
}

/** Ink that may be writing: not frames, pictures or the dark edge of a scan. */
function writingBlobs(clean: CleanPage): Blob[] {
  const set = connectedComponents(clean.ink);
  const { width, height } = clean.ink;
  if (clean.isSnippet) return withoutFrames(set.components, clean.ink).map((c) => blobOf(set, c));
  const isSmall = isSmallPicture(clean);
  const kept = set.components.filter((c) => {
    if (isSmall) return c.area >= 2 * clean.strokeWidthPx;
    const touchesEdge = c.x === 0 || c.y === 0 || c.x + c.width === width || c.y + c.height === height;
    if (touchesEdge && (c.height > height / 12 || c.width > width / 6)) return false;
    return c.height <= height / 5 && c.width <= width * pageInk.maxWidth;
  });
  if (kept.length > pageInk.maxBlobs) kept.sort((a, b) => b.area - a.area).length = pageInk.maxBlobs;
  return kept.map((c) => blobOf(set, c));
}

/** A crop of a character or two, or a drawing: there is no dust on it. */
function isSmallPicture({ widthPx, heightPx }: CleanPage): boolean {
  return Math.max(widthPx, heightPx) <= 400;
}

function oneCharacter(blobs: Blob[]): CutLine[] {
  const cut = { pieceCount: 1, windows: [{ from: 0, to: 1, blobs }] };
  return [{ ...singleCharacterLine(blobs), words: [{ blobs, cut }] }];
}

function cutPage(blobs: Blob[], clean: CleanPage, maps: LineMaps | undefined): CutLine[] {
  const { gray, ink, strokeWidthPx, isSnippet } = clean;
  const textHeightPx = textHeightOf(blobs, strokeWidthPx);
  const find = isSnippet ? snippetLines : findLines;
  const lines = maps ? findLearnedLines(blobs, ink, textHeightPx, maps) : find(blobs, ink, textHeightPx);
  const measured = lines.map((line) => ({ line, measure: measureLine(line) }));
  const isPage = !isSnippet && !isSmallPicture(clean);
  return cutWithin(isPage ? withoutStains(measured, gray) : measured, strokeWidthPx);
}

function cutWithin(lines: { line: InkLine; measure: LineMeasure }[], strokeWidthPx: number): CutLine[] {
  const inks = lines.map(({ line, measure }) => inkOf(line, measure));
  const words = wordsOfPage(inks);
  for (let maxPieces = 4; ; maxPieces--) {
    const cut = lines.map(({ line, measure }, i) => {
      const scale = { ...inks[i], strokeWidthPx, maxPieces, isDiscrete: measure.isDiscrete };
      const cutWords = words[i].map((word) => ({ blobs: word.map((p) => p.blob), cut: findCharacters(word, scale) }));
      return { line, measure, words: cutWords };
    });
    let left = pageInk.maxWindows;
    const within = cut.filter((line) => {
      left -= line.words.reduce((n, w) => n + w.cut.windows.length, 0);
      return left >= 0;
    });
    if (within.length === cut.length || maxPieces === 1) return within;
  }
}

function inkOf({ blobs }: InkLine, { baselineAt, xHeightPx, slant }: LineMeasure): LineInk {
  return { blobs, baselineAt, xHeightPx, slant, y0: Math.round(baselineAt(blobs[0].x)) };
}

function stripOf(line: InkLine, measure: LineMeasure, clean: CleanPage, index: number): LineStrip {
  // A stain that fills its strip looks like a letter; with paper around it, as letters have, it
  // does not.
  let above = measure.xHeightPx * (line.isDoubtful ? lineStrip.doubtfulAbove : lineStrip.minAbove);
  let below = measure.xHeightPx * (line.isDoubtful ? lineStrip.doubtfulBelow : lineStrip.minBelow);
  for (const blob of line.blobs) {
    const baseline = measure.baselineAt(blob.x + blob.width / 2);
    if (isFold(blob, baseline, measure.xHeightPx)) continue;
    above = Math.max(above, Math.min(lineStrip.maxAbove * measure.xHeightPx, baseline - blob.y + 1));
    below = Math.max(below, Math.min(lineStrip.maxBelow * measure.xHeightPx, blob.y + blob.height - baseline + 1));
  }
  return drawStrip({ index, blobs: line.blobs, baselineAt: measure.baselineAt, above, below }, clean);
}

/**
 * A fold of the paper or a rule's rest: thin, upright and outside the zone of the small letters.
 * Taken in, it would make the whole line smaller.
 */
function isFold({ y, width, height }: Blob, baseline: number, xHeightPx: number): boolean {
  const isThin = width < lineStrip.foldWidth * xHeightPx && height > lineStrip.foldHeight * xHeightPx;
  return (
    isThin &&
    (y > baseline - lineStrip.foldBelow * xHeightPx || y + height < baseline - lineStrip.foldAbove * xHeightPx)
  );
}

function layoutLineOf(line: InkLine, measure: LineMeasure, words: LayoutWord[], clean: CleanPage): LayoutLine {
  const box = unionOfBoxes(line.blobs);
  const end = (x: number) => {
    const { x: px, y: py } = applyMap(clean.toOriginal, { x, y: measure.baselineAt(x) });
    return { x: tidy(px), y: tidy(py) };
  };
  // A perspective makes letters of the same height differ over the page, so the scale is taken
  // where the line stands.
  const middle = { x: box.x + box.width / 2, y: measure.baselineAt(box.x + box.width / 2) };
  const [foot, head] = [middle, { x: middle.x, y: middle.y - measure.xHeightPx }].map((p) =>
    applyMap(clean.toOriginal, p),
  );
  return {
    box: toOriginal(box, clean),
    baseline: [end(box.x), end(box.x + box.width)],
    xHeightPx: tidy(Math.hypot(head.x - foot.x, head.y - foot.y)),
    words,
    ...(line.isDoubtful ? { isDoubtful: true } : {}),
  };
}

function signOf({ sign, box, isUnsure }: TickBox, clean: CleanPage): LayoutSign {
  return { sign, box: toOriginal(box, clean), isUnsure };
}

/** A row of boxes without writing beside them. */
function signLineOf(row: readonly TickBox[], clean: CleanPage): LayoutLine {
  const signs = row.map((sign) => signOf(sign, clean));
  const box = unionOfBoxes(signs.map((sign) => sign.box));
  const foot = box.y + box.height;
  const baseline: LayoutLine['baseline'] = [
    { x: box.x, y: foot },
    { x: box.x + box.width, y: foot },
  ];
  return { box, baseline, xHeightPx: box.height, words: [], signs };
}

/** The box on the original page, cut off at its edges (deskewing may reach a little over them). */
function toOriginal(box: Box, clean: CleanPage): Box {
  const mapped = mapBox(clean.toOriginal, box);
  const x = Math.max(0, mapped.x);
  const y = Math.max(0, mapped.y);
  const width = Math.min(clean.widthPx, mapped.x + mapped.width) - x;
  const height = Math.min(clean.heightPx, mapped.y + mapped.height) - y;
  return { x: tidy(x), y: tidy(y), width: tidy(width), height: tidy(height) };
}

/** Hundredths are enough for pixels and ratios, and keep the layout small. */
function tidy(value: number): number {
  return Math.round(value * 100) / 100;
}
