import type { InkRows } from './line-scores.js';

/** A character of a path through the frames. */
export interface PathCharacter {
  class: number;
  /** First frame that shows it. */
  from: number;
  /** The frame after its last one. */
  to: number;
}

/**
 * Greedy reading: the best class of every frame, with repeated classes merged and blanks dropped.
 */
export function bestPath({ probabilities, frames, classes }: InkRows): PathCharacter[] {
  const path: PathCharacter[] = [];
  let last = 0;
  for (let t = 0; t < frames; t++) {
    let best = 0;
    const row = t * classes;
    for (let c = 1; c < classes; c++) if (probabilities[row + c] > probabilities[row + best]) best = c;
    if (best !== 0 && best === last) path[path.length - 1].to = t + 1;
    else if (best !== 0) path.push({ class: best, from: t, to: t + 1 });
    last = best;
  }
  return path;
}
