import type { Blob } from '../blob.js';
import type { LineMaps } from './line-maps.js';
import { detectorSettings } from './detector-settings.js';

const { coreMap } = detectorSettings;

/**
 * The blobs that are neither remains of ruled lines nor folds of the paper. `textHeightPx` is the
 * page's usual text height.
 */
export function withoutRules(blobs: readonly Blob[], maps: LineMaps, textHeightPx: number): Blob[] {
  return blobs.filter((blob) => !isRule(blob, maps) || isLetterOfLine(blob, maps, textHeightPx));
}

function isRule({ runs, area }: Blob, { width, height, cell, core, ruled }: LineMaps): boolean {
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
  return onRule >= coreMap.mostlyRuled * area && inCore <= coreMap.maxCore * area;
}

/**
 * Whether a blob has the size of a letter and a line begins or ends right beside it: a capital L or
 * T is made of two straight strokes, which the detector may take for rules. Remains of a rule are
 * thin.
 */
function isLetterOfLine(blob: Blob, { width, height, cell, core }: LineMaps, textHeightPx: number): boolean {
  const [least, most] = [coreMap.minLetter * textHeightPx, coreMap.maxLetter * textHeightPx];
  if (Math.min(blob.width, blob.height) < least || Math.max(blob.width, blob.height) > most) return false;
  const column = (x: number): number => Math.min(width - 1, Math.max(0, Math.floor(x / cell)));
  const [from, to] = [column(blob.x - textHeightPx), column(blob.x + blob.width + textHeightPx)];
  const last = Math.min(height - 1, Math.floor((blob.y + blob.height) / cell));
  for (let y = Math.floor(blob.y / cell); y <= last; y++)
    for (let x = from; x <= to; x++) if (core[y * width + x] >= coreMap.surelyCore) return true;
  return false;
}
