import type { LineCourse } from '../ink-line.js';
import { type LineTrace, linkCrests, smoothTrace } from '../trace-lines.js';
import { type CoreRun, coreRuns } from './core-runs.js';
import { joinStretches } from './join-stretches.js';
import type { LineMaps } from './line-maps.js';

/** Writing with its ascenders and descenders is this many times as high as its small letters. */
const textPerCore = 2.2;
/**
 * Accents and the rests of descenders stand within so many of these heights of the core's middle;
 * small print above a line does not.
 */
const reach = 0.85;
/** Where a line is seen in two stretches, each keeps the ink at its own end. */
const aside = 0.5;
/** What lies so few heights of writing apart is one line, whatever stands above and below. */
const wordGap = 2.5;
/**
 * Where rows go on across a wide gap, so many: a label and its boxes far to the right are one line.
 */
const widestGap = 12;
/** A trace needs this mean probability, and a length of so many times its own thickness. */
const minMean = 0.5;
const minLength = 1;

/**
 * The courses of the lines that the detector sees, in cells of its maps, each with the height of
 * its writing. `textHeightPx` is the page's usual height of writing; left out, the cores themselves
 * tell it.
 */
export function lineCourses(maps: LineMaps, textHeightPx?: number): LineCourse[] {
  const columns = coreRuns(maps);
  const height = textHeightPx === undefined ? textPerCore * usualThickness(columns) : textHeightPx / maps.cell;
  const stretches = linkCrests(columns, height * wordGap, height * 0.5);
  return joinStretches(stretches, { height, widestGap }).flatMap((trace) => {
    const { thickness, mean } = measureTrace(trace, columns);
    if (mean < minMean || trace.ys.length < minLength * thickness) return [];
    const textHeightPx = textPerCore * thickness * maps.cell;
    return { trace: smoothTrace(trace, Math.round(height)), textHeightPx, reach, aside, certainty: mean };
  });
}

/** Mean thickness of the core along a trace, cells, and its mean probability. */
function measureTrace({ from, ys, weight }: LineTrace, columns: readonly CoreRun[][]) {
  let [sum, count] = [0, 0];
  for (const [i, y] of ys.entries()) {
    const own = columns[from + i].find((run) => run.y === y);
    if (!own) continue;
    sum += own.thickness;
    count += 1;
  }
  return { thickness: sum / Math.max(1, count), mean: weight / Math.max(1, count) };
}

function usualThickness(columns: readonly CoreRun[][]): number {
  const all = columns.flatMap((runs) => runs.map(({ thickness }) => thickness)).sort((a, b) => a - b);
  return all[all.length >> 1] ?? 1;
}
