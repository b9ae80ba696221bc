import { seededRandom } from '@longhand/core';
import { describe, expect, it } from 'vitest';
import { simulate, steadyArrivals } from './simulate.js';

const station = (servers: number, seconds: number, spread = 0) => ({ name: 'a', servers, seconds, spread });

describe('simulate', () => {
  it('counts a burst by hand: five pages of two seconds on two servers', () => {
    const { makespan, median, p95, busy } = simulate([0, 0, 0, 0, 0], [station(2, 2)], seededRandom(1));
    expect([makespan, median, p95]).toEqual([6, 4, 6]);
    expect(busy.a).toBeCloseTo(10 / 12, 10);
  });

  it('hands pages on in the order in which they are done', () => {
    const stations = [station(1, 1), { name: 'b', servers: 1, seconds: 3, spread: 0 }];
    expect(simulate([0, 0], stations, seededRandom(1)).makespan).toBe(7);
  });

  it('agrees with theory: a stay in M/G/1 by Pollaczek and Khinchine', () => {
    const random = seededRandom(7);
    const [rate, seconds, spread] = [0.7, 1, 0.6];
    const { busy, mean } = simulate(steadyArrivals(200_000, rate, random), [station(1, seconds, spread)], random);
    const load = rate * seconds;
    expect(busy.a).toBeCloseTo(load, 1);
    const wait = (load * seconds * (1 + spread * spread)) / (2 * (1 - load));
    expect(Math.abs(mean / (wait + seconds) - 1)).toBeLessThan(0.05);
  });

  it('keeps the mean of service times, whatever their spread', () => {
    const random = seededRandom(3);
    const { makespan } = simulate(Array.from<number>({ length: 20_000 }).fill(0), [station(1, 0.5, 1)], random);
    expect(makespan / 20_000).toBeCloseTo(0.5, 1);
  });
});
