import type { Box } from '../api/client.js';

interface Size {
  width: number;
  height: number;
}

interface Point {
  x: number;
  y: number;
}

/** Smaller than this nobody draws on purpose, page pixels. */
export const minDrawnPx = 8;

/** The box between two points, cut off at the edges of the page, in whole pixels. */
export function boxBetween(a: Point, b: Point, page: Size): Box {
  const within = (value: number, most: number) => Math.round(Math.min(most, Math.max(0, value)));
  const [left, right] = [within(Math.min(a.x, b.x), page.width), within(Math.max(a.x, b.x), page.width)];
  const [top, bottom] = [within(Math.min(a.y, b.y), page.height), within(Math.max(a.y, b.y), page.height)];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/**
 * Where a box begins that is moved by keys: in the middle of the page, as high as its other lines.
 * @param lines boxes of the lines that the page has
 */
export function firstBox(lines: readonly Box[], page: Size): Box {
  const heights = lines.map(({ height }) => height).sort((a, b) => a - b);
  const height = Math.min(page.height, Math.max(minDrawnPx, heights[heights.length >> 1] ?? page.height / 30));
  const width = page.width * 0.6;
  const [x, y] = [(page.width - width) / 2, (page.height - height) / 2];
  return boxBetween({ x, y }, { x: x + width, y: y + height }, page);
}

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * The box after a key: arrows move it, with Shift they change its size; undefined for other keys.
 * A step is a quarter of its height.
 */
export function boxAfterKey(box: Box, { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>, page: Size) {
  const direction = directions[key];
  if (!direction) return undefined;
  const step = Math.max(2, Math.round(box.height / 4));
  const [dx, dy] = direction.map(
    (by) => by * (shiftKey && direction[1] !== 0 ? Math.max(2, Math.round(step / 2)) : step),
  );
  if (shiftKey) {
    const width = Math.min(page.width - box.x, Math.max(minDrawnPx, box.width + dx));
    return { ...box, width, height: Math.min(page.height - box.y, Math.max(minDrawnPx, box.height + dy)) };
  }
  const x = Math.min(page.width - box.width, Math.max(0, box.x + dx));
  return { ...box, x, y: Math.min(page.height - box.height, Math.max(0, box.y + dy)) };
}
