import type { Box } from '../../page/box.js';
import { type Component, type ComponentSet, connectedComponents } from '../connected-components.js';
import type { BinaryImage, GrayImage } from '../gray-image.js';
import { textHeightOf } from '../text-height.js';
import { findSquare, type SquareSize } from './find-square.js';
import { letterBoxes } from './letter-boxes.js';
import { tickSettings } from './tick-settings.js';

const { tickBox } = tickSettings;

/** A box of a form: empty, or with a tick, a cross or filled. */
export interface TickBox {
  sign: '☐' | '☒';
  /** Its outline, in pixels of the cleaned page. */
  box: Box;
  /** True where so little ink is in it that it may be dust. */
  isUnsure: boolean;
}

interface Found extends TickBox {
  share: number;
  component: Component;
}

/**
 * Finds the boxes to tick of a deskewed page and takes them off it, in place, with what is in them:
 * what a reader would make a "B" of. Boxes that letters are written in, and the cells of tables,
 * are none; they stay.
 */
export function takeTickBoxes(ink: BinaryImage, gray: GrayImage, strokeWidthPx: number): TickBox[] {
  const set = connectedComponents(ink);
  const textHeightPx = textHeightOf(set.components, strokeWidthPx);
  const size: SquareSize = {
    min: Math.ceil(Math.max(tickBox.minPx, tickBox.minStrokes * strokeWidthPx, tickBox.minHeights * textHeightPx)),
    max: Math.floor(tickBox.maxHeights * textHeightPx),
    outline: Math.max(2, Math.round(tickBox.maxOutlineStrokes * strokeWidthPx)),
  };
  const found = set.components.flatMap((component) => boxOf(component, ink, size) ?? []);
  const inRows = letterBoxes(found.map(({ box }) => box));
  const hollow = found.filter(({ share, box }) => share < tickBox.solid && !inRows.has(box));
  const boxes = found.filter(
    (one) =>
      !inRows.has(one.box) &&
      (one.share < tickBox.solid ||
        hollow.some(({ box }) => Math.abs(box.width - one.box.width) <= tickBox.likeSize * box.width)),
  );
  for (const { component, box } of boxes) erase(set, component, box, { ink, gray });
  return boxes.map(({ sign, box, isUnsure }) => ({ sign, box, isUnsure }));
}

function boxOf(component: Component, ink: BinaryImage, size: SquareSize): Found | undefined {
  const { width, height } = component;
  if (Math.min(width, height) < size.min || Math.max(width, height) > tickBox.maxReach * size.max) return undefined;
  const box = findSquare(ink, component, size);
  if (!box || Math.max(width, height) > tickBox.maxReach * box.width) return undefined;
  const share = shareInside(ink, box, size.outline);
  const isUnsure = share > tickBox.surelyEmpty && share < tickBox.surelyTicked;
  return { sign: share >= tickBox.minTicked ? '☒' : '☐', box, isUnsure, share, component };
}

/** Share of ink within the outline. */
function shareInside({ width, data }: BinaryImage, box: Box, outline: number): number {
  const inset = Math.min(outline + 1, Math.floor(Math.min(box.width, box.height) / 3));
  let [count, all] = [0, 0];
  for (let y = box.y + inset; y < box.y + box.height - inset; y++) {
    for (let x = box.x + inset; x < box.x + box.width - inset; x++) {
      count += data[y * width + x];
      all += 1;
    }
  }
  return count / Math.max(1, all);
}

/** Makes the box paper, with the tick in it and what of the tick runs over it. */
function erase(
  { runs }: ComponentSet,
  component: Component,
  box: Box,
  { ink, gray }: { ink: BinaryImage; gray: GrayImage },
): void {
  const rim = 2;
  const clear = (y: number, from: number, to: number): void => {
    if (y < 0 || y >= ink.height) return;
    const [left, right] = [Math.max(0, from), Math.min(ink.width, to)];
    if (left >= right) return;
    ink.data.fill(0, y * ink.width + left, y * ink.width + right);
    gray.data.fill(255, y * gray.width + left, y * gray.width + right);
  };
  for (let y = box.y - rim; y < box.y + box.height + rim; y++) clear(y, box.x - rim, box.x + box.width + rim);
  for (let run = component.firstRun; run >= 0; run = runs.next[run])
    for (let y = -rim; y <= rim; y++) clear(runs.y[run] + y, runs.from[run] - rim, runs.to[run] + rim);
}
