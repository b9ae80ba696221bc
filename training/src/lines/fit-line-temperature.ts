import { ctcLoss, type StripScores } from '@longhand/core';

/**
 * The temperature under which the truths of validation lines are most probable: least mean CTC loss
 * by golden section between 0.4 and 4 on a logarithmic scale. Lines whose truth does not fit into
 * their frames are left out.
 *
 * @param truths the classes of each line's text, 1 and up.
 */
export function fitLineTemperature(scores: readonly StripScores[], truths: readonly (readonly number[])[]): number {
  const cost = (logTemperature: number): number => {
    let sum = 0;
    for (const [i, own] of scores.entries()) {
      const logits = own.logits.map((value) => value / Math.exp(logTemperature));
      const { loss } = ctcLoss({ ...own, logits }, truths[i]);
      if (Number.isFinite(loss)) sum += loss;
    }
    return sum;
  };
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(0.4), Math.log(4)];
  while (high - low > 0.02) {
    const [a, b] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (cost(a) < cost(b)) high = b;
    else low = a;
  }
  return Math.exp((low + high) / 2);
}
