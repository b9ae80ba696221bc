import type { DensityMap } from './density-map.js';
import { segmentationSettings } from './segmentation-settings.js';

const { lineFinder } = segmentationSettings;

/** Less density is none but for rounding. */
const minDensity = 1e-6;

/**
 * The course of one line of writing: its middle height `ys[i]` at the columns `from + i` of the
 * density map, both in cells.
 */
export interface LineTrace {
  from: number;
  ys: number[];
  /** Sum of the density under it. */
  weight: number;
}

/**
 * Follows the crests of the smoothed ink density from left to right: one trace for each stretch of
 * writing. `reach` is the maximum gap, in cells, between two stretches of one line; `drift` the
 * maximum rise or fall of a trace over such a gap.
 */
export function traceLines(map: DensityMap, reach: number, drift: number): LineTrace[] {
  const crests: number[] = [];
  const columns: Crest[][] = [];
  for (let x = 0; x < map.width; x++) {
    const found = crestsOf(map, x);
    columns.push(found);
    for (const crest of found) crests.push(crest.value);
  }
  if (crests.length === 0) return [];
  crests.sort((a, b) => a - b);
  const least = crests[Math.floor(crests.length * lineFinder.usualCrest)] * lineFinder.minCrest;
  return linkCrests(
    columns.map((column) => column.filter((crest) => crest.value >= least)),
    reach,
    drift,
  );
}

/** A place in a column of a map where a line may run. */
export interface Crest {
  y: number;
  value: number;
}

/**
 * Links the crests of neighbouring columns to traces, and joins consecutive traces at about the
 * same height; see `traceLines`.
 */
export function linkCrests(columns: readonly (readonly Crest[])[], reach: number, drift: number): LineTrace[] {
  const open: LineTrace[] = [];
  const closed: LineTrace[] = [];
  for (const [x, column] of columns.entries()) {
    const free = [...column];
    for (let i = open.length - 1; i >= 0; i--) {
      const trace = open[i];
      const last = trace.ys[trace.ys.length - 1];
      const nearest = free.reduce(
        (best, crest, at) =>
          Math.abs(crest.y - last) < Math.abs((free[best]?.y ?? Number.NaN) - last) || best < 0 ? at : best,
        -1,
      );
      if (nearest >= 0 && Math.abs(free[nearest].y - last) <= lineFinder.maxStepCells) {
        const [crest] = free.splice(nearest, 1);
        trace.ys.push(crest.y);
        trace.weight += crest.value;
      } else {
        closed.push(trace);
        open.splice(i, 1);
      }
    }
    for (const crest of free) open.push({ from: x, ys: [crest.y], weight: crest.value });
  }
  return joinTraces([...closed, ...open], reach, drift);
}

function crestsOf(map: DensityMap, x: number): Crest[] {
  const at = (y: number): number => (y < 0 || y >= map.height ? 0 : map.data[y * map.width + x]);
  const found: Crest[] = [];
  for (let y = 0; y < map.height; y++) {
    const value = at(y);
    if (value <= minDensity || value < at(y - 1) || value <= at(y + 1)) continue;
    const bend = at(y - 1) - 2 * value + at(y + 1);
    found.push({ y: bend < 0 ? y + (at(y - 1) - at(y + 1)) / 2 / bend : y, value });
  }
  return found;
}

/** Joins stretches that follow each other at about the same height, nearest first. */
function joinTraces(traces: LineTrace[], reach: number, drift: number): LineTrace[] {
  const rest = traces.filter((t) => t.ys.length >= 2).sort((a, b) => a.from - b.from);
  const lines: LineTrace[] = [];
  for (const trace of rest) {
    let best: LineTrace | undefined;
    let bestCost = Number.POSITIVE_INFINITY;
    for (const line of lines) {
      const gap = trace.from - (line.from + line.ys.length);
      if (gap < -2 || gap > reach) continue;
      const rise = Math.abs(trace.ys[0] - line.ys[line.ys.length - 1]);
      if (rise > drift) continue;
      const cost = gap + rise * 4;
      if (cost < bestCost) {
        best = line;
        bestCost = cost;
      }
    }
    if (!best) {
      lines.push({ ...trace, ys: [...trace.ys] });
      continue;
    }
    const gap = trace.from - (best.from + best.ys.length);
    if (gap < 0) best.ys.length += gap;
    const last = best.ys[best.ys.length - 1];
    for (let i = 1; i <= gap; i++) best.ys.push(last + ((trace.ys[0] - last) * i) / (gap + 1));
    for (const y of trace.ys) best.ys.push(y);
    best.weight += trace.weight;
  }
  return lines;
}

/** Height of a trace at column `x` in cells, held constant beyond its ends. */
export function traceAt(trace: LineTrace, x: number): number {
  const place = Math.min(trace.ys.length - 1, Math.max(0, x - trace.from));
  const left = Math.floor(place);
  const right = Math.min(trace.ys.length - 1, left + 1);
  return trace.ys[left] + (trace.ys[right] - trace.ys[left]) * (place - left);
}

/** The same course smoothed over single letters: a moving mean over 2 · radius + 1 columns. */
export function smoothTrace(trace: LineTrace, radius: number): LineTrace {
  const sums = [0];
  for (const y of trace.ys) sums.push(sums[sums.length - 1] + y);
  const ys = trace.ys.map((_, i) => {
    const reach = Math.min(radius, i, trace.ys.length - 1 - i);
    return (sums[i + reach + 1] - sums[i - reach]) / (2 * reach + 1);
  });
  return { ...trace, ys };
}
