import type { StripScores } from '@longhand/core';
import { enlargeLine } from './enlarge-line.js';
import type { LineImage } from './prepare-line.js';
import type { PlacedLineNetwork } from './run-line-network.js';
import { lookSettings } from './look-settings.js';

const { second } = lookSettings;

/**
 * The scores of each line, and of lines in doubt those of a second, larger look at them
 * (`StripScores.larger`). What the network gets wrong it seldom gets wrong in the same way at
 * another size, so the mean of both is surer than either. Lines with digits are always looked at
 * twice: a network is as sure of 188/5 as of 188/51.
 *
 * @param isDigit for each class whether it is a digit.
 */
export async function scoreTwice(
  network: PlacedLineNetwork,
  lines: readonly LineImage[],
  { temperature = 1, isDigit = [] }: { temperature?: number; isDigit?: readonly boolean[] } = {},
): Promise<StripScores[]> {
  const scores = await network.scores(lines);
  const doubtful = scores.flatMap((own, i) =>
    rivalsIn(own, temperature) > second.maxRivals || hasDigits(own, isDigit) ? [i] : [],
  );
  const larger = await network.scores(doubtful.map((i) => enlargeLine(lines[i], second.factor)));
  for (const [n, i] of doubtful.entries()) scores[i] = { ...scores[i], larger: larger[n] };
  return scores;
}

/** Whether a digit is the likeliest character of some frame. */
function hasDigits({ logits, classes }: StripScores, isDigit: readonly boolean[]): boolean {
  for (let row = 0; row < logits.length; row += classes) {
    let top = 0;
    for (let c = 1; c < classes; c++) if (logits[row + c] > logits[row + top]) top = c;
    if (isDigit[top]) return true;
  }
  return false;
}

/**
 * The most that all characters but the likeliest have together in any frame; CTC's blank is no
 * rival, since it only says where a character ends.
 */
function rivalsIn({ logits, classes }: StripScores, temperature: number): number {
  let most = 0;
  for (let row = 0; row < logits.length; row += classes) {
    let top = 0;
    for (let c = 1; c < classes; c++) if (logits[row + c] > logits[row + top]) top = c;
    let [all, others] = [0, 0];
    let best = 0;
    for (let c = 0; c < classes; c++) {
      const weight = Math.exp((logits[row + c] - logits[row + top]) / temperature);
      all += weight;
      if (c === 0) continue;
      others += weight;
      best = Math.max(best, weight);
    }
    most = Math.max(most, (others - best) / all);
  }
  return most;
}
