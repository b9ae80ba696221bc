import { applyMap, invertMap, mapBox } from '../../page/plane-map.js';
import { type Box, unionOfBoxes } from '../../page/box.js';
import type { LayoutLine, PageLayout } from '../../page/page-layout.js';

/** The positions of a line's frames on the original page. */
export interface LinePlace {
  /**
   * The box of the ink within the frames [from, to); without ink there, the place of small letters
   * on the baseline.
   */
  boxOf(from: number, to: number): Box;
  /**
   * Where the beginning of a frame (or a fraction of one) lies on the baseline, px of the original
   * from the left.
   */
  xOf(frame: number): number;
}

/**
 * Paper that segmentation leaves at each end of a line's strip, in frames: 2 of its 48 rows'
 * pixels, scaled to height 40, 4 to a frame.
 */
const marginFrames = ((2 / 48) * 40) / 4;

/**
 * Maps the frames of a line's strip back to the page. The strip follows the line along its whole
 * baseline with a small margin, so that the layout gives its bounds up to the rounding of its
 * width.
 *
 * @param widthFrames width of the strip in frames.
 */
export function placeLine(layout: PageLayout, line: LayoutLine, widthFrames: number): LinePlace {
  const { toOriginal } = layout;
  const toClean = invertMap(toOriginal);
  const [start, end] = line.baseline.map((point) => applyMap(toClean, point));
  let pxPerFrame = (end.x - start.x) / Math.max(1, widthFrames - 2 * marginFrames);
  let left = start.x - marginFrames * pxPerFrame;
  if (left < 0) {
    // No paper is left of the page's edge.
    pxPerFrame = end.x / Math.max(1, widthFrames - marginFrames);
    left = 0;
  }
  const cleanX = (frame: number) => left + frame * pxPerFrame;
  const slope = (end.y - start.y) / Math.max(1, end.x - start.x);
  const baselineAt = (x: number) => start.y + (x - start.x) * slope;
  const pieces = line.words.flatMap(({ windows }) => windows.filter((w) => w.to === w.from + 1).map(({ box }) => box));
  const placed = pieces.map((box) => {
    const { x } = applyMap(toClean, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
    return { box, x };
  });
  const xHeight = line.xHeightPx / Math.hypot(toOriginal[2], toOriginal[3]);
  return {
    boxOf(from, to) {
      const [x0, x1] = [cleanX(from), cleanX(to)];
      const inside = placed.filter(({ x }) => x >= x0 && x < x1).map(({ box }) => box);
      if (inside.length > 0) return unionOfBoxes(inside);
      const y = baselineAt((x0 + x1) / 2) - xHeight;
      return mapBox(toOriginal, { x: x0, y, width: x1 - x0, height: xHeight });
    },
    xOf(frame) {
      const x = cleanX(frame);
      return applyMap(toOriginal, { x, y: baselineAt(x) }).x;
    },
  };
}
