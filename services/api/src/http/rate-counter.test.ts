import { describe, expect, it } from 'vitest';
import { RateCounter } from './rate-counter.js';

/** Instances that share their counts, at a time that the test sets. */
function instances(count: number) {
  const clock = { ms: 60_000 };
  const totals = new Map<string, number>();
  const add = async (hits: ReadonlyMap<string, number>) => {
    for (const [name, more] of hits) totals.set(name, (totals.get(name) ?? 0) + more);
    return new Map([...hits.keys()].map((name) => [name, totals.get(name) as number]));
  };
  return { clock, totals, all: Array.from({ length: count }, () => new RateCounter(add, () => clock.ms)) };
}

describe('the rate counter', () => {
  it('counts at once, and with the other instances once they have shared', async () => {
    const {
      all: [a, b],
    } = instances(2);
    expect([a.hit('k'), a.hit('k'), b.hit('k')]).toEqual([1, 2, 1]);
    await a.share();
    await b.share();
    expect([b.hit('k'), b.look('k'), a.look('k'), a.look('other')]).toEqual([4, 4, 2, 0]);
    a.hit('k');
    await b.share();
    await a.share();
    expect(a.look('k')).toBe(5);
  });

  it('starts again each minute', async () => {
    const {
      clock,
      all: [a],
    } = instances(1);
    a.hit('k');
    clock.ms += 60_000;
    expect(a.hit('k')).toBe(1);
  });

  it('loses nothing when the others cannot be told', async () => {
    const a = new RateCounter(
      () => Promise.reject(new Error('away')),
      () => 0,
    );
    a.hit('k');
    await expect(a.share()).rejects.toThrow('away');
    expect(a.hit('k')).toBe(2);
  });
});
