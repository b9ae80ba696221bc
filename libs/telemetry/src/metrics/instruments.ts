import type { Sample } from './metric-lines.js';
import { register } from './registry.js';

type Labels = Readonly<Record<string, string>>;

export interface Counter {
  add(labels?: Labels, by?: number): void;
}

export interface Gauge {
  set(value: number, labels?: Labels): void;
}

export interface Histogram {
  /** @param value in the unit of the metric's name */
  observe(value: number, labels?: Labels): void;
}

/** A number that only grows. Label values must come from a short fixed list. */
export function counter(name: string, help: string): Counter {
  const { series, samples } = newSeries();
  register({ name, help, type: 'counter', samples });
  return {
    add(labels = {}, by = 1) {
      series(labels).value += by;
    },
  };
}

/** A number that goes up and down. */
export function gauge(name: string, help: string): Gauge {
  const { series, samples } = newSeries();
  register({ name, help, type: 'gauge', samples });
  return {
    set(value, labels = {}) {
      series(labels).value = value;
    },
  };
}

/**
 * How values are spread: for each upper bound how many were not above it, their sum and their
 * count.
 */
export function histogram(name: string, help: string, bounds: readonly number[]): Histogram {
  const all = new Map<string, { labels: Labels; counts: number[]; sum: number }>();
  const samples = () =>
    [...all.values()].flatMap(({ labels, counts, sum }): Sample[] => {
      let below = 0;
      const buckets = counts.map((count, index) => {
        below += count;
        return { suffix: '_bucket', labels: { ...labels, le: String(bounds[index] ?? '+Inf') }, value: below };
      });
      return [...buckets, { suffix: '_sum', labels, value: sum }, { suffix: '_count', labels, value: below }];
    });
  register({ name, help, type: 'histogram', samples });
  return {
    observe(value, labels = {}) {
      const key = keyOf(labels);
      let one = all.get(key);
      if (!one) {
        one = { labels, counts: Array.from<number>({ length: bounds.length + 1 }).fill(0), sum: 0 };
        all.set(key, one);
      }
      const index = bounds.findIndex((bound) => value <= bound);
      one.counts[index < 0 ? bounds.length : index] += 1;
      one.sum += value;
    },
  };
}

const keyOf = (labels: Labels): string => JSON.stringify(labels);

function newSeries() {
  const all = new Map<string, { labels: Labels; value: number }>();
  return {
    series(labels: Labels): { labels: Labels; value: number } {
      const key = keyOf(labels);
      const known = all.get(key);
      if (known) return known;
      const made = { labels, value: 0 };
      all.set(key, made);
      return made;
    },
    samples: (): Sample[] => [...all.values()],
  };
}
