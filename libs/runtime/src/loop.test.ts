import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@longhand/log';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startLoop } from './loop.js';

const log = createLogger({ service: 'test', level: 'silent' });
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

describe('startLoop', () => {
  // The clock is the test's own, so that no other process has a say in it.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  it('works over and over with rests, never twice at a time', async () => {
    let calls = 0;
    let running = 0;
    let max = 0;
    const work = async () => {
      calls += 1;
      running += 1;
      max = Math.max(max, running);
      await pause(5);
      running -= 1;
    };
    const loop = startLoop({ work, intervalMs: 10, what: 'test', log });
    await pass(150);
    expect(calls).toBe(11);
    for (let i = 0; i < 20; i += 1) {
      loop.kick();
      await pass(2);
    }
    const closing = loop.close();
    await pass(5);
    await closing;
    expect(max).toBe(1);
    expect(calls).toBeGreaterThan(15);
    const before = calls;
    loop.kick();
    await pass(1_000);
    expect(calls).toBe(before);
  });

  it('works at once when it is kicked, also while it is working', async () => {
    let calls = 0;
    const work = async () => {
      calls += 1;
      await pause(50);
    };
    const loop = startLoop({ work, intervalMs: 60_000, what: 'test', log });
    await pass(10);
    loop.kick();
    await pass(140);
    expect(calls).toBe(2);
    loop.kick();
    await pass(0);
    expect(calls).toBe(3);
    const closing = loop.close();
    await pass(50);
    await closing;
  });

  it('goes on after a failure, and does not spin when it is kicked while it fails', async () => {
    let calls = 0;
    const work = async () => {
      calls += 1;
      if (calls <= 2) throw new Error('away');
    };
    const loop = startLoop({ work, intervalMs: 20, what: 'test', log });
    loop.kick();
    await pass(10);
    expect(calls).toBeLessThanOrEqual(2);
    await pass(200);
    await loop.close();
    expect(calls).toBeGreaterThan(2);
  });

  it('waits for the call in hand when it is closed, and tells it', async () => {
    let isOver = false;
    const work = async (signal: AbortSignal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      await sleep(30);
      isOver = true;
    };
    const loop = startLoop({ work, intervalMs: 1, what: 'test', log });
    await loop.close();
    expect(isOver).toBe(true);
  });
});
