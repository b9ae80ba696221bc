import type { Box } from '../api/client.js';

export function unionOf(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}

/**
 * Whether two boxes stand on the same line of writing: half of the lower one lies beside the other.
 */
export function isBeside(a: Box, b: Box): boolean {
  const shared = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return shared >= Math.min(a.height, b.height) / 2;
}

const right = (box: Box) => box.x + box.width;

/**
 * The part of a page that shows the words searched for, with what stands round them on their line,
 * in whole pixels. Of several lines with a match the first is shown.
 * @param words in reading order
 * @param most widest part, in heights of the line
 */
export function inkAround(words: readonly { box: Box; matched: boolean }[], most = 16): Box {
  const first = words.find(({ matched }) => matched) ?? words[0];
  const line = words.filter(({ box }) => isBeside(box, first.box));
  let shown = unionOf(line.filter((word) => word.matched || word === first).map(({ box }) => box));
  const widest = Math.max(shown.width, shown.height * most);
  // The nearest neighbours first, for as long as they fit.
  const others = line.map(({ box }) => box).sort((a, b) => distance(a, first.box) - distance(b, first.box));
  for (const box of others) {
    const wider = unionOf([shown, box]);
    if (wider.width <= widest) shown = wider;
  }
  return padded(shown, Math.max(8, shown.height * 0.35));
}

/** A box with room round it, in whole pixels. */
export function padded({ x, y, width, height }: Box, by: number): Box {
  const left = Math.floor(x - by);
  const top = Math.floor(y - by);
  return { x: left, y: top, width: Math.ceil(x + width + by) - left, height: Math.ceil(y + height + by) - top };
}

const distance = (a: Box, b: Box) => Math.max(0, a.x - right(b), b.x - right(a));

/** Where `inner` lies in `outer`, as CSS. */
export function placeIn(inner: Box, outer: Box): { left: string; top: string; width: string; height: string } {
  const percent = (value: number, whole: number) => `${(100 * value) / whole}%`;
  return {
    left: percent(inner.x - outer.x, outer.width),
    top: percent(inner.y - outer.y, outer.height),
    width: percent(inner.width, outer.width),
    height: percent(inner.height, outer.height),
  };
}
