import type { UniformRandom } from '@longhand/core';

/** A whole number from 0 to `count` - 1. */
export const below = (random: UniformRandom, count: number): number => Math.floor(random() * count);

export const pickItem = <T>(random: UniformRandom, items: readonly T[]): T => items[below(random, items.length)];
