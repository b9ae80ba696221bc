import { connectedComponents } from './connected-components.js';
import type { BinaryImage, GrayImage } from './gray-image.js';
import { removeFrames } from './remove-frames.js';
import { removeRules } from './remove-rules.js';
import { imagingSettings } from './imaging-settings.js';

const { rule } = imagingSettings;

/**
 * Erases frames, combs and the rules of ruled and squared paper from the ink and from the grey
 * picture, in place, so that neither the segmentation nor a reader sees them; the picture keeps
 * single bars. Strokes that cross a rule stay whole in both.
 */
export function eraseRules(ink: BinaryImage, gray: GrayImage, strokeWidthPx: number): void {
  const before = ink.data.slice();
  removeFrames(ink, strokeWidthPx);
  removeRules(ink, gray, strokeWidthPx);
  const erased = before;
  let count = 0;
  for (let i = 0; i < erased.length; i++) {
    erased[i] &= ink.data[i] ^ 1;
    count += erased[i];
  }
  if (count < rule.ruledFromWidths * ink.width) return;
  dropCrossings(ink, erased, strokeWidthPx);
  whiten(gray, ink, erased);
}

/**
 * Where two rules cross, the ink looks thicker than one alone, as under a pen: what then stands
 * alone between the four arms goes as well.
 */
function dropCrossings(ink: BinaryImage, erased: Uint8Array, strokeWidthPx: number): void {
  const { width, height } = ink;
  const { runs, components } = connectedComponents(ink);
  const largest = 3 * Math.max(2, strokeWidthPx);
  const isErased = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && erased[y * width + x] === 1;
  for (const { x, y, width: w, height: h, firstRun } of components) {
    if (w > largest || h > largest) continue;
    const column = (at: number) => Array.from({ length: h }, (_, i) => isErased(at, y + i)).some(Boolean);
    const row = (at: number) => Array.from({ length: w }, (_, i) => isErased(x + i, at)).some(Boolean);
    if (!(column(x - 1) || column(x + w)) || !(row(y - 1) || row(y + h))) continue;
    for (let run = firstRun; run >= 0; run = runs.next[run]) {
      const from = runs.y[run] * width + runs.from[run];
      const to = runs.y[run] * width + runs.to[run];
      ink.data.fill(0, from, to);
      erased.fill(1, from, to);
    }
  }
}

/**
 * Makes what was erased, and its rim, paper; ink that stayed keeps its own rim as far as it is
 * nearer.
 */
function whiten(gray: GrayImage, ink: BinaryImage, erased: Uint8Array): void {
  const { width, height } = gray;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (erased[y * width + x] === 0) continue;
      const [left, right] = [Math.max(0, x - rule.rimPx), Math.min(width - 1, x + rule.rimPx)];
      for (let row = Math.max(0, y - rule.rimPx); row <= Math.min(height - 1, y + rule.rimPx); row++) {
        for (let at = row * width + left; at <= row * width + right; at++) {
          const isBesideInk = ink.data[at] === 1 || ink.data[at - 1] === 1 || ink.data[at + 1] === 1;
          if (!isBesideInk) gray.data[at] = 255;
        }
      }
    }
  }
}
