import type { UniformRandom } from '@longhand/core';

/** A place where pages are worked on, first come first served. */
export interface Station {
  name: string;
  servers: number;
  /** Mean time of one page, seconds. */
  seconds: number;
  /** Standard deviation by mean; times are spread log-normally. */
  spread: number;
}

export interface Simulated {
  /** From a page's arrival to its end, seconds. */
  mean: number;
  median: number;
  p95: number;
  /** When the last page was done, seconds after the first arrival. */
  makespan: number;
  /**
   * Share of the time in which the servers of a station worked, from the first arrival to the last
   * end.
   */
  busy: Record<string, number>;
}

/** Arrivals of a steady stream: exponential gaps of mean 1 / rate, seconds. */
export function steadyArrivals(pages: number, rate: number, random: UniformRandom): number[] {
  let at = 0;
  return Array.from({ length: pages }, () => {
    at -= Math.log(1 - random()) / rate;
    return at;
  });
}

/**
 * Sends pages through stations in a row. Without feedback each station can be worked out by itself:
 * its pages in the order of their arrival, each taken by the server that is free first. That is
 * exact for first come first served.
 * @param arrivals seconds, ascending
 */
export function simulate(arrivals: readonly number[], stations: readonly Station[], random: UniformRandom): Simulated {
  let pages = arrivals.map((at) => ({ from: at, at }));
  const worked: Record<string, number> = {};
  for (const { name, servers, seconds, spread } of stations) {
    const free = new FreeTimes(servers);
    worked[name] = 0;
    pages = pages.map(({ from, at }) => {
      const took = seconds * logNormal(spread, random);
      worked[name] += took;
      return { from, at: free.take(at, took) };
    });
    pages.sort((a, b) => a.at - b.at);
  }
  const first = arrivals[0] ?? 0;
  const makespan = (pages.at(-1)?.at ?? first) - first;
  const stays = pages.map(({ from, at }) => at - from).sort((a, b) => a - b);
  const quantile = (q: number) => stays[Math.min(stays.length - 1, Math.floor(q * stays.length))] ?? 0;
  const busy = Object.fromEntries(stations.map(({ name, servers }) => [name, worked[name] / (servers * makespan)]));
  const mean = stays.reduce((sum, stay) => sum + stay, 0) / Math.max(1, stays.length);
  return { mean, median: quantile(0.5), p95: quantile(0.95), makespan, busy };
}

/** Mean 1. */
function logNormal(spread: number, random: UniformRandom): number {
  const variance = Math.log(1 + spread * spread);
  // Box and Muller.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.exp(normal * Math.sqrt(variance) - variance / 2);
}

/** When each server is free again, as a heap with the earliest on top. */
class FreeTimes {
  readonly #heap: number[];

  constructor(servers: number) {
    this.#heap = Array.from<number>({ length: servers }).fill(0);
  }

  /** The server that is free first begins at `at` or when it is free. @returns when it ends */
  take(at: number, took: number): number {
    const end = Math.max(at, this.#heap[0]) + took;
    this.#heap[0] = end;
    this.#sink();
    return end;
  }

  #sink(): void {
    const heap = this.#heap;
    for (let i = 0; ; ) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      let least = i;
      if (left < heap.length && heap[left] < heap[least]) least = left;
      if (right < heap.length && heap[right] < heap[least]) least = right;
      if (least === i) return;
      [heap[i], heap[least]] = [heap[least], heap[i]];
      i = least;
    }
  }
}
