import { connectedComponents } from './connected-components.js';
import { imagingSettings } from './imaging-settings.js';

const { dot } = imagingSettings;

/** A line's ink: 0 = paper, 255 = full ink, row by row. */
export interface InkImage {
  width: number;
  height: number;
  data: Uint8Array;
}

/**
 * Small pieces of ink by themselves at the foot of the writing: full stops, decimal points, commas,
 * and specks that look like them.
 *
 * @returns where the middle of each lies, px from the left.
 */
export function lowDots(ink: InkImage): number[] {
  const { height } = ink;
  const image = { width: ink.width, height, data: ink.data.map((level) => (level < dot.minInk ? 0 : 1)) };
  const pieces = connectedComponents(image).components.map((piece) => ({
    area: piece.area,
    left: piece.x,
    right: piece.x + piece.width - 1,
    top: piece.y,
    bottom: piece.y + piece.height - 1,
  }));
  const large = pieces.filter((piece) => piece.bottom - piece.top >= dot.largePiece * height);
  return pieces
    .filter(({ left, right, top, bottom, area }) => {
      const [width, tall] = [right - left + 1, bottom - top + 1];
      return (
        area >= dot.minArea &&
        width <= dot.maxWidth * height &&
        tall <= dot.maxHeight * height &&
        top > dot.minTop * height
      );
    })
    .filter(({ left, right, top, bottom }) => {
      const middle = (left + right) / 2;
      const beside = large
        .toSorted((a, b) => distance(a, middle) - distance(b, middle))
        .slice(0, 3)
        .map((piece) => piece.bottom)
        .sort((a, b) => a - b);
      if (beside.length === 0) return false;
      const foot = beside[beside.length >> 1];
      return (top + bottom) / 2 >= foot - dot.maxAbove * height && bottom <= foot + dot.maxBelow * height;
    })
    .map(({ left, right }) => (left + right + 1) / 2)
    .sort((a, b) => a - b);
}

const distance = ({ left, right }: { left: number; right: number }, x: number): number =>
  Math.max(0, left - x, x - right);
