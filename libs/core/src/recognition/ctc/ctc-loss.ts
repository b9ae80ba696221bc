import { buildCtcLattice, occupancyOf } from './ctc-lattice.js';
import { type LineScores, logRowsOf } from './line-scores.js';
import { never } from './log-math.js';

export interface CtcLoss {
  /** Minus the log probability of the target; infinite where the line has too few frames for it. */
  loss: number;
  /**
   * Gradient of the loss by the logits, frames x classes; all 0 where the loss is infinite, so that
   * such a line teaches nothing.
   */
  gradient: Float32Array;
}

/**
 * The CTC loss of one line and its gradient (Graves et al., 2006): softmax minus the share of each
 * class in the frame's alignments with the target.
 *
 * @param target classes 1 and up, without blanks.
 */
export function ctcLoss(scores: LineScores, target: ArrayLike<number>): CtcLoss {
  const rows = logRowsOf(scores);
  const { logs, frames, classes } = rows;
  const lattice = buildCtcLattice(rows, target);
  if (lattice.logProbability === never)
    return { loss: Number.POSITIVE_INFINITY, gradient: new Float32Array(logs.length) };
  const gradient = logs.map(Math.exp);
  for (let t = 0; t < frames; t++)
    for (let s = 0; s < lattice.states; s++)
      gradient[t * classes + (s % 2 === 0 ? 0 : target[s >> 1])] -= occupancyOf(lattice, t, s);
  return { loss: -lattice.logProbability, gradient };
}
