import type { Blob } from '../blob.js';
import type { LineMaps } from './line-maps.js';
import { detectorSettings } from './detector-settings.js';

const { coreMap } = detectorSettings;

/** The blobs that are neither remains of ruled lines nor folds of the paper. */
export function withoutRules(blobs: readonly Blob[], { width, height, cell, core, ruled }: LineMaps): Blob[] {
  return blobs.filter(({ runs, area }) => {
    let [onRule, inCore] = [0, 0];
    for (let i = 0; i < runs.length; i += 3) {
      const y = Math.min(height - 1, Math.floor(runs[i] / cell));
      for (let from = runs[i + 1]; from < runs[i + 2]; ) {
        const x = Math.floor(from / cell);
        const to = Math.min(runs[i + 2], Math.max(from + 1, Math.ceil((x + 1) * cell)));
        const at = y * width + Math.min(width - 1, x);
        if (ruled[at] >= coreMap.minRuled) onRule += to - from;
        if (core[at] >= coreMap.surelyCore) inCore += to - from;
        from = to;
      }
    }
    return onRule < coreMap.mostlyRuled * area || inCore > coreMap.maxCore * area;
  });
}
