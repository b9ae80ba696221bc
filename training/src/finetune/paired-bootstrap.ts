import { Random } from '../basics/random.js';

/** Edits of two readers on the same line. */
export interface PairedEdits {
  readonly before: number;
  readonly after: number;
  readonly characters: number;
}

export interface PairedComparison {
  /** Character error rates, as shares of 1 (micro averages). */
  readonly before: number;
  readonly after: number;
  /**
   * before - after: positive where the new reader is better; with the middle 95 % of the
   * resamplings.
   */
  readonly gain: number;
  readonly gainInterval: readonly [number, number];
  readonly beforeInterval: readonly [number, number];
  readonly afterInterval: readonly [number, number];
}

/**
 * Error rates of two readers of the same lines, and by resampling the lines with replacement
 * (Efron, 1979; both readers on the same resampling) how much of their difference is luck.
 */
export function pairedBootstrap(lines: readonly PairedEdits[], { seed = 1, rounds = 2000 } = {}): PairedComparison {
  const random = Random.from(seed, 0x626f6f74);
  const ratesOf = (pick: (i: number) => PairedEdits) => {
    let [before, after, characters] = [0, 0, 0];
    for (let i = 0; i < lines.length; i++) {
      const line = pick(i);
      before += line.before;
      after += line.after;
      characters += line.characters;
    }
    return { before: before / characters, after: after / characters };
  };
  const all = ratesOf((i) => lines[i]);
  const drawn = Array.from({ length: rounds }, () => ratesOf(() => lines[Math.floor(random.uniform() * lines.length)]));
  const middle = (values: number[]): [number, number] => {
    values.sort((a, b) => a - b);
    const at = (share: number) => values[Math.round(share * (values.length - 1))];
    return [at(0.025), at(0.975)];
  };
  return {
    ...all,
    gain: all.before - all.after,
    gainInterval: middle(drawn.map(({ before, after }) => before - after)),
    beforeInterval: middle(drawn.map(({ before }) => before)),
    afterInterval: middle(drawn.map(({ after }) => after)),
  };
}
