import type { Crest } from '../trace-lines.js';
import type { LineMaps } from './line-maps.js';
import { detectorSettings } from './detector-settings.js';

const { coreMap } = detectorSettings;

/**
 * A vertical run of core in a column of the maps: `y` is its middle, `value` its mean probability;
 * all in cells.
 */
export interface CoreRun extends Crest {
  thickness: number;
}

/** The cores of the lines, column by column from top to bottom. */
export function coreRuns({ width, height, core, border }: LineMaps): CoreRun[][] {
  return Array.from({ length: width }, (_, x) => {
    const runs: CoreRun[] = [];
    let [sum, moment, thickness] = [0, 0, 0];
    for (let y = 0; y <= height; y++) {
      const at = y * width + x;
      const value = y < height ? core[at] * (1 - coreMap.borderWeight * border[at]) : 0;
      if (value >= coreMap.minCore) {
        sum += value;
        moment += value * y;
        thickness += 1;
        continue;
      }
      if (thickness > 0) runs.push({ y: moment / sum, value: sum / thickness, thickness });
      [sum, moment, thickness] = [0, 0, 0];
    }
    return runs;
  });
}
