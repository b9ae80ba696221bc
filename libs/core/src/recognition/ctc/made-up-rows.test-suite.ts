import type { LineScores } from './line-scores.js';

/**
 * Scores that look random and are the same in every run: a linear congruential generator, spread
 * over -`spread` to `spread`.
 */
export function madeUpScores(frames: number, classes: number, { seed = 1, spread = 2 } = {}): LineScores {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const logits = Float32Array.from({ length: frames * classes }, () => (2 * next() - 1) * spread);
  return { logits, frames, classes };
}

/**
 * Scores of a line that shows each character for two frames with a blank after it; `doubt` names a
 * rival and its probability.
 */
export function spelledScores(
  text: string,
  alphabet: string,
  doubt?: { at: number; rival: string; probability: number },
): LineScores {
  const classes = alphabet.length + 1;
  const frames = 3 * text.length + 1;
  const probabilities = new Float32Array(frames * classes).fill(0.001 / classes);
  const set = (t: number, c: number, p: number) => {
    probabilities[t * classes + c] += p;
  };
  set(0, 0, 0.999);
  for (const [i, character] of Array.from(text).entries()) {
    const p = doubt?.at === i ? doubt.probability : 0;
    for (const t of [3 * i + 1, 3 * i + 2]) {
      set(t, 1 + alphabet.indexOf(character), 0.999 * (1 - p));
      if (doubt?.at === i) set(t, 1 + alphabet.indexOf(doubt.rival), 0.999 * p);
    }
    set(3 * i + 3, 0, 0.999);
  }
  return { logits: probabilities.map(Math.log), frames, classes };
}

/**
 * Every reading of the frames with its probability, by going through all classes ^ frames paths.
 */
export function enumerateReadings(logs: Float32Array, frames: number, classes: number): Map<string, number> {
  const readings = new Map<string, number>();
  const walk = (t: number, last: number, reading: string, probability: number): void => {
    if (t === frames) {
      readings.set(reading, (readings.get(reading) ?? 0) + probability);
      return;
    }
    for (let c = 0; c < classes; c++) {
      const longer = c === 0 || c === last ? reading : reading + c;
      walk(t + 1, c, longer, probability * Math.exp(logs[t * classes + c]));
    }
  };
  walk(0, 0, '', 1);
  return readings;
}
