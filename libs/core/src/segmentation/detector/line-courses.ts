import type { LineCourse } from '../ink-line.js';
import { type LineTrace, linkCrests, smoothTrace } from '../trace-lines.js';
import { type CoreRun, coreRuns } from './core-runs.js';
import { joinStretches } from './join-stretches.js';
import type { LineMaps } from './line-maps.js';
import { detectorSettings } from './detector-settings.js';

const { lineCourse } = detectorSettings;

/**
 * The courses of the lines from the detector, in cells of its maps, each with the height of its
 * writing. `textHeightPx` is the page's usual height of writing; if missing, it is derived from the
 * cores.
 */
export function lineCourses(maps: LineMaps, textHeightPx?: number): LineCourse[] {
  const columns = coreRuns(maps);
  const height =
    textHeightPx === undefined ? lineCourse.textPerCore * usualThickness(columns) : textHeightPx / maps.cell;
  const stretches = linkCrests(columns, height * lineCourse.wordGap, height * lineCourse.maxDrift);
  return joinStretches(stretches, { height, widestGap: lineCourse.widestGap }).flatMap((trace) => {
    const { thickness, mean } = measureTrace(trace, columns);
    if (mean < lineCourse.minMean || trace.ys.length < lineCourse.minLength * thickness) return [];
    const textHeightPx = lineCourse.textPerCore * thickness * maps.cell;
    return {
      trace: smoothTrace(trace, Math.round(height)),
      textHeightPx,
      reach: lineCourse.reach,
      aside: lineCourse.aside,
      certainty: mean,
    };
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
