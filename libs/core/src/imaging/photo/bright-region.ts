import type { Point } from '../../page/box.js';
import { connectedComponents } from '../connected-components.js';
import type { GrayImage } from '../gray-image.js';
import { halfPixel } from '../../page/half.js';

export interface BrightRegion {
  /** Pixels, holes filled. */
  area: number;
  /** The outermost points of its rows and columns. */
  outline: Point[];
}

/** The largest connected region brighter than `level`. Undefined where nothing is. */
export function brightRegion({ width, height, data }: GrayImage, level: number): BrightRegion | undefined {
  const bright = { width, height, data: data.map((value) => (value > level ? 1 : 0)) };
  const { runs, components } = connectedComponents(bright);
  let largest = components[0];
  for (const component of components) if (component.area > largest.area) largest = component;
  if (!largest) return undefined;
  const left = new Int32Array(height).fill(width);
  const right = new Int32Array(height).fill(-1);
  const top = new Int32Array(width).fill(height);
  const bottom = new Int32Array(width).fill(-1);
  for (let run = largest.firstRun; run >= 0; run = runs.next[run]) {
    const y = runs.y[run];
    left[y] = Math.min(left[y], runs.from[run]);
    right[y] = Math.max(right[y], runs.to[run]);
    for (let x = runs.from[run]; x < runs.to[run]; x++) {
      top[x] = Math.min(top[x], y);
      bottom[x] = Math.max(bottom[x], y + 1);
    }
  }
  const outline: Point[] = [];
  let area = 0;
  for (let y = 0; y < height; y++) {
    if (right[y] < 0) continue;
    outline.push({ x: left[y], y: y + halfPixel }, { x: right[y], y: y + halfPixel });
    area += right[y] - left[y];
  }
  for (let x = 0; x < width; x++) {
    if (bottom[x] >= 0) outline.push({ x: x + halfPixel, y: top[x] }, { x: x + halfPixel, y: bottom[x] });
  }
  return { area, outline };
}
