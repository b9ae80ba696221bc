import { AppError } from '../../errors.js';
import type { ScriptEvidence } from '../scripts/other-scripts.js';
import { never } from './log-math.js';

/**
 * The output of a line network for one line: a row of scores for every frame, from left to right.
 */
export interface LineScores {
  /** frames x classes scores before the softmax, row by row. Class 0 is CTC's blank. */
  logits: Float32Array;
  frames: number;
  classes: number;
}

/** The scores of a line strip, which may fill the last frames only partly. */
export interface StripScores extends LineScores {
  /**
   * How many frames the strip itself is wide; not a whole number. Frames beyond it show the
   * padding.
   */
  widthFrames: number;
  /**
   * Where small pieces of ink stand by themselves at the foot of the writing, such as decimal
   * points; in frames, ascending.
   */
  dots?: readonly number[] | undefined;
  /**
   * A second look at the same strip, larger: its frames cover the same width. Only where the first
   * one left doubt.
   */
  larger?: StripScores | undefined;
  /** What the ink says of its script; undefined where nothing asked. */
  script?: ScriptEvidence | undefined;
}

/**
 * The probabilities of a line or word from its ink. The row of a frame sums to 1, or to less if
 * characters were excluded.
 */
export interface InkRows {
  /** frames x classes, from 0 to 1. */
  probabilities: Float64Array;
  frames: number;
  classes: number;
}

/** The same with the natural logarithms. */
export interface LogRows extends InkRows {
  logs: Float32Array;
}

export interface LogRowOptions {
  /**
   * Scores are divided by this first; fitted on validation lines so that confidences come true. 1
   * when left out.
   */
  temperature?: number | undefined;
  /**
   * For every class whether it may be read; the others get probability 0 and their share goes to
   * the rest.
   */
  allowed?: readonly boolean[] | undefined;
}

/**
 * The softmax of every frame, and its logarithm.
 *
 * @throws AppError `recognition.mismatch` when the number of scores is not frames x classes.
 */
export function logRowsOf(scores: LineScores, { temperature = 1, allowed }: LogRowOptions = {}): LogRows {
  const { logits, frames, classes } = scores;
  if (logits.length !== frames * classes || (allowed && allowed.length !== classes))
    throw new AppError(
      'recognition.mismatch',
      'The scores of a line do not match its frames and classes. Read the line again.',
    );
  const logs = new Float32Array(logits.length);
  const probabilities = new Float64Array(logits.length);
  for (let row = 0; row < logits.length; row += classes) {
    let top = never;
    for (let c = 0; c < classes; c++) {
      const score = allowed && !allowed[c] ? never : logits[row + c] / temperature;
      logs[row + c] = score;
      if (score > top) top = score;
    }
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += probabilities[row + c] = Math.exp(logs[row + c] - top);
    const total = top + Math.log(sum);
    for (let c = 0; c < classes; c++) {
      logs[row + c] -= total;
      probabilities[row + c] /= sum;
    }
  }
  return { logs, probabilities, frames, classes };
}
