import { type Component, connectedComponents } from '../connected-components.js';
import type { BinaryImage } from '../gray-image.js';
import { strokeWidthOf } from '../stroke-width.js';
import { textHeightOf } from '../text-height.js';
import { imagingSettings } from '../imaging-settings.js';

const { snippet } = imagingSettings;

/**
 * The height of the writing in pixels where the picture shows a line or a word and little else (a
 * cropped line, a label, a plate, a note of one line): what is large on a page is a letter here.
 * Undefined for pages.
 */
export function snippetHeight(ink: BinaryImage): number | undefined {
  if (Math.min(ink.width, ink.height) >= snippet.minPageShortSidePx && ink.width < snippet.maxPageAspect * ink.height)
    return undefined;
  const strokeWidthPx = strokeWidthOf(ink);
  const sizable = connectedComponents(ink).components.filter((c) => c.area >= 2 * strokeWidthPx && !isRule(c));
  const letters = withoutFrames(sizable, ink);
  const height = textHeightOf(letters, strokeWidthPx);
  if (height > 0 && extentOf(letters) <= snippet.maxHeights * height) return height;
  return height > 0 && ink.width >= snippet.minAspect * ink.height ? Math.max(height, ink.height / 3) : undefined;
}

/**
 * Leaves out what runs along most of the picture's sides, a border or the dark edge of what was
 * photographed, where there is other ink as well.
 */
export function withoutFrames(components: Component[], picture: BinaryImage): Component[] {
  const others = components.filter((c) => !isFrame(c, picture));
  return others.length > 0 ? others : components;
}

function isFrame({ width, height }: Component, picture: BinaryImage): boolean {
  const isHigh = height > snippet.frameSide * picture.height;
  return isHigh && (width > snippet.frameSide * picture.width || width < snippet.maxEdgeAspect * height);
}

function isRule({ width, height }: Component): boolean {
  return width > snippet.minRuleAspect * height;
}

/** Height of the band that holds all but a little of the ink. */
function extentOf(letters: readonly Component[]): number {
  const total = letters.reduce((sum, { area }) => sum + area, 0);
  const edge = (end: (c: Component) => number): number => {
    const sorted = letters.toSorted((a, b) => end(a) - end(b));
    let beyond = 0;
    const outermost = sorted.find(({ area }) => {
      beyond += area;
      return beyond > snippet.maxBeyond * total;
    });
    return end(outermost ?? sorted[0]);
  };
  return -edge((c) => -(c.y + c.height)) - edge((c) => c.y);
}
