import type { Box } from '../../page/box.js';
import { type Component, type ComponentSet, connectedComponents } from '../connected-components.js';
import type { BinaryImage, GrayImage } from '../gray-image.js';
import { textHeightOf } from '../text-height.js';
import { findSquare, type SquareSize } from './find-square.js';
import { letterBoxes } from './letter-boxes.js';

/** A box of a form: empty, or with a tick, a cross or filled. */
export interface TickBox {
  sign: '☐' | '☒';
  /** Its outline, in pixels of the cleaned page. */
  box: Box;
  /** True where so little ink is in it that it may be dust. */
  isUnsure: boolean;
}

/** The side of a box in heights of the page's writing, and at least so many strokes and pixels. */
const minHeights = 0.6;
const maxHeights = 1.8;
const minStrokes = 4.5;
const minPx = 9;
/** A tick may make its ink so many times as wide and high as the box; more is a table. */
const maxReach = 2.4;
/** From this share of ink inside on a box is ticked. A speck of dust has less. */
const minTicked = 0.035;
/** Between these shares a person has to look. */
const [surelyEmpty, surelyTicked] = [0.015, 0.06];
/** A square of solid ink is a bullet or a blot, unless there are boxes of its size beside it. */
const solid = 0.8;
const likeSize = 0.25;

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
    min: Math.ceil(Math.max(minPx, minStrokes * strokeWidthPx, minHeights * textHeightPx)),
    max: Math.floor(maxHeights * textHeightPx),
    outline: Math.max(2, Math.round(0.8 * strokeWidthPx)),
  };
  const found = set.components.flatMap((component) => boxOf(component, ink, size) ?? []);
  const inRows = letterBoxes(found.map(({ box }) => box));
  const hollow = found.filter(({ share, box }) => share < solid && !inRows.has(box));
  const boxes = found.filter(
    (one) =>
      !inRows.has(one.box) &&
      (one.share < solid || hollow.some(({ box }) => Math.abs(box.width - one.box.width) <= likeSize * box.width)),
  );
  for (const { component, box } of boxes) erase(set, component, box, { ink, gray });
  return boxes.map(({ sign, box, isUnsure }) => ({ sign, box, isUnsure }));
}

function boxOf(component: Component, ink: BinaryImage, size: SquareSize): Found | undefined {
  const { width, height } = component;
  if (Math.min(width, height) < size.min || Math.max(width, height) > maxReach * size.max) return undefined;
  const box = findSquare(ink, component, size);
  if (!box || Math.max(width, height) > maxReach * box.width) return undefined;
  const share = shareInside(ink, box, size.outline);
  const isUnsure = share > surelyEmpty && share < surelyTicked;
  return { sign: share >= minTicked ? '☒' : '☐', box, isUnsure, share, component };
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
