import type { BinaryImage } from './gray-image.js';
import { connectedComponents } from './connected-components.js';

/** Removes components of fewer than `minArea` pixels, in place. */
export function despeckle(ink: BinaryImage, minArea: number): void {
  const { runs, components } = connectedComponents(ink);
  for (const component of components) {
    if (component.area >= minArea) continue;
    for (let run = component.firstRun; run >= 0; run = runs.next[run]) {
      ink.data.fill(0, runs.y[run] * ink.width + runs.from[run], runs.y[run] * ink.width + runs.to[run]);
    }
  }
}
