import { Random } from '../../basics/random.js';

/** A share, with the bounds of the middle 95 % of its resamplings. */
export interface Rate {
  value: number;
  interval: [number, number];
}

/**
 * A rate as the sum of one count over the sum of another; less 1 where it is what is not counted.
 */
export interface RateOf<Count extends string> {
  readonly above: Count;
  readonly below: Count;
  readonly isRest?: boolean;
}

/**
 * Rates over all lines together and, by drawing as many lines with replacement again and again
 * (Efron, 1979), how far chance moves them. All rates are taken on the same draws; the same seed
 * gives the same intervals.
 */
export function resampledRates<Count extends string, Name extends string>(
  lines: readonly Readonly<Record<Count, number>>[],
  rates: Readonly<Record<Name, RateOf<Count>>>,
  { seed = 1, rounds = 1000 } = {},
): Record<Name, Rate> {
  const names = Object.keys(rates) as Name[];
  const counts = [...new Set(names.flatMap((name) => [rates[name].above, rates[name].below]))];
  const table = Float64Array.from(lines.flatMap((line) => counts.map((count) => line[count])));
  const random = Random.from(seed, 0x72617465);
  const valuesOf = (pick: (i: number) => number): Map<Name, number> => {
    const sums = new Float64Array(counts.length);
    for (let i = 0; i < lines.length; i++) {
      const row = pick(i) * counts.length;
      for (let c = 0; c < counts.length; c++) sums[c] += table[row + c];
    }
    const sumOf = (count: Count) => sums[counts.indexOf(count)];
    return new Map(
      names.map((name) => {
        const { above, below, isRest } = rates[name];
        const value = sumOf(above) / Math.max(1, sumOf(below));
        return [name, isRest ? 1 - value : value];
      }),
    );
  };
  const all = valuesOf((i) => i);
  const draws = Array.from({ length: rounds }, () => valuesOf(() => Math.floor(random.uniform() * lines.length)));
  const result = {} as Record<Name, Rate>;
  for (const name of names) {
    const sorted = draws.map((draw) => draw.get(name)!).sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
    result[name] = { value: all.get(name)!, interval: [at(0.025), at(0.975)] };
  }
  return result;
}
