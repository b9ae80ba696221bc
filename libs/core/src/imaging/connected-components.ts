import type { BinaryImage } from './gray-image.js';

/**
 * Horizontal stretches of ink, row by row from left to right: pixels from[i] up to but not
 * including to[i] of row y[i].
 */
export interface InkRuns {
  count: number;
  y: Int32Array;
  from: Int32Array;
  to: Int32Array;
  /** The next run of the same component, or -1. */
  next: Int32Array;
}

/** Ink that hangs together over edges or corners. */
export interface Component {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Ink pixels. */
  area: number;
  /** First of its runs; the others follow by `InkRuns.next`, from top to bottom. */
  firstRun: number;
}

export interface ComponentSet {
  runs: InkRuns;
  /** In the order in which a reader of rows meets them. */
  components: Component[];
}

/** The 8-connected components of a picture, by runs and union-find in one pass over the pixels. */
export function connectedComponents(ink: BinaryImage): ComponentSet {
  const runs = runsOf(ink);
  const parent = joinRuns(runs, ink.height);
  const componentOf = new Int32Array(runs.count).fill(-1);
  const lastRun: number[] = [];
  const components: Component[] = [];
  for (let run = 0; run < runs.count; run++) {
    const root = rootOf(parent, run);
    const index = componentOf[root];
    const y = runs.y[run];
    const from = runs.from[run];
    const to = runs.to[run];
    if (index < 0) {
      componentOf[root] = components.length;
      components.push({ x: from, y, width: to - from, height: 1, area: to - from, firstRun: run });
      lastRun.push(run);
      continue;
    }
    const component = components[index];
    const right = Math.max(component.x + component.width, to);
    component.x = Math.min(component.x, from);
    component.width = right - component.x;
    component.height = y - component.y + 1;
    component.area += to - from;
    runs.next[lastRun[index]] = run;
    lastRun[index] = run;
  }
  return { runs, components };
}

function runsOf({ width, height, data }: BinaryImage): InkRuns {
  let capacity = 1 << 14;
  let y = new Int32Array(capacity);
  let from = new Int32Array(capacity);
  let to = new Int32Array(capacity);
  let count = 0;
  for (let row = 0; row < height; row++) {
    const base = row * width;
    let x = 0;
    while (x < width) {
      if (!data[base + x]) {
        x += 1;
        continue;
      }
      const start = x;
      while (x < width && data[base + x]) x += 1;
      if (count === capacity) {
        capacity *= 2;
        y = grow(y, capacity);
        from = grow(from, capacity);
        to = grow(to, capacity);
      }
      y[count] = row;
      from[count] = start;
      to[count] = x;
      count += 1;
    }
  }
  return { count, y, from, to, next: new Int32Array(count).fill(-1) };
}

function grow(old: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(capacity);
  larger.set(old);
  return larger;
}

/**
 * Joins each run with the runs of the row above that it touches, corners included. The smallest
 * index is the root.
 */
function joinRuns(runs: InkRuns, height: number): Int32Array {
  const parent = new Int32Array(runs.count);
  for (let i = 0; i < runs.count; i++) parent[i] = i;
  let above = 0;
  let aboveEnd = 0;
  let at = 0;
  for (let row = 0; row < height && at < runs.count; row++) {
    const start = at;
    while (at < runs.count && runs.y[at] === row) {
      while (above < aboveEnd && runs.to[above] < runs.from[at]) above += 1;
      for (let other = above; other < aboveEnd && runs.from[other] <= runs.to[at]; other++) {
        const a = rootOf(parent, at);
        const b = rootOf(parent, other);
        if (a < b) parent[b] = a;
        else parent[a] = b;
      }
      at += 1;
    }
    above = start;
    aboveEnd = at;
  }
  return parent;
}

function rootOf(parent: Int32Array, run: number): number {
  let root = run;
  while (parent[root] !== root) {
    parent[root] = parent[parent[root]];
    root = parent[root];
  }
  return root;
}
