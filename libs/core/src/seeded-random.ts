/** Numbers from 0 up to but not including 1, each as likely. */
export type UniformRandom = () => number;

/**
 * The same numbers for the same seed, a whole number: mulberry32 (Tommy Ettinger, public domain).
 * For tests, samples and benchmarks; their pictures and figures hang on this very series. Not for
 * secrets.
 */
export function seededRandom(seed: number): UniformRandom {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
