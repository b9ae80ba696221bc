/** Numbers from 0 to 1, the same for the same seed. Mulberry32 (Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export type UniformRandom = () => number;

/** A whole number from 0 to `below` - 1. */
export const below = (random: UniformRandom, count: number): number => Math.floor(random() * count);

export const pickItem = <T>(random: UniformRandom, items: readonly T[]): T => items[below(random, items.length)];
