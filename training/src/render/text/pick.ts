import type { Random } from '../../basics/random.js';

/** One of the items, each as likely. */
export const pick = <T>(items: readonly T[], random: Random): T => items[Math.floor(random.uniform() * items.length)];

/** An integer from low to high, both included. */
export const integer = (low: number, high: number, random: Random): number =>
  low + Math.floor(random.uniform() * (high - low + 1));

export const chance = (share: number, random: Random): boolean => random.uniform() < share;

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Two digits, with a leading zero. */
export const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** `count` random digits. */
export const digits = (count: number, random: Random): string =>
  Array.from({ length: count }, () => integer(0, 9, random)).join('');
