import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SharedLimiter } from './shared-limiter.js';

beforeEach(() => void vi.useFakeTimers({ now: 60_000 }));
afterEach(() => void vi.useRealTimers());

/** Instances that share their counts. */
function instances(count: number) {
  const totals = new Map<string, number>();
  const add = async (hits: ReadonlyMap<string, number>) => {
    for (const [name, more] of hits) totals.set(name, (totals.get(name) ?? 0) + more);
    return new Map([...hits.keys()].map((name) => [name, totals.get(name) as number]));
  };
  return Array.from({ length: count }, () => new SharedLimiter('actor', 5, add));
}

describe('the limiter', () => {
  it('counts at once, and with the other instances once they have shared', async () => {
    const [a, b] = instances(2);
    expect((await a.hit('k')).remaining).toBe(4);
    expect((await a.hit('k')).remaining).toBe(3);
    expect((await b.hit('k')).remaining).toBe(4);
    await a.share();
    await b.share();
    expect((await b.look('k')).remaining).toBe(2);
    expect((await a.look('k')).remaining).toBe(3);
    expect((await a.look('other')).remaining).toBe(5);
    await a.hit('k');
    await b.share();
    await a.share();
    // What the other has told is counted once, however often it is told.
    expect((await a.look('k')).remaining).toBe(1);
    await a.hit('k');
    await a.share();
    expect((await a.look('k')).remaining).toBe(0);
    expect((await a.hit('k')).isOver).toBe(true);
  });

  it('starts over after a minute, and says when', async () => {
    const [a] = instances(1);
    for (let i = 0; i < 5; i += 1) await a.hit('k');
    vi.advanceTimersByTime(20_000);
    expect(await a.hit('k')).toMatchObject({ isOver: true, resetSeconds: 40 });
    vi.advanceTimersByTime(40_001);
    expect(await a.hit('k')).toMatchObject({ isOver: false, remaining: 4 });
  });

  it('loses nothing when the others cannot be told', async () => {
    const a = new SharedLimiter('actor', 5, () => Promise.reject(new Error('away')));
    await a.hit('k');
    await expect(a.share()).rejects.toThrow('away');
    expect((await a.hit('k')).remaining).toBe(3);
  });
});
