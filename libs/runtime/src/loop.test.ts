import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@longhand/log';
import { describe, expect, it } from 'vitest';
import { startLoop } from './loop.js';

const log = createLogger({ service: 'test', level: 'silent' });

describe('startLoop', () => {
  it('works over and over with rests, never twice at a time', async () => {
    let calls = 0;
    let running = 0;
    let most = 0;
    const work = async () => {
      calls += 1;
      running += 1;
      most = Math.max(most, running);
      await sleep(5);
      running -= 1;
    };
    const loop = startLoop({ work, intervalMs: 10, what: 'test', log });
    for (let i = 0; i < 20; i += 1) {
      loop.kick();
      await sleep(5);
    }
    await loop.close();
    expect(most).toBe(1);
    expect(calls).toBeGreaterThan(5);
    const before = calls;
    loop.kick();
    await sleep(30);
    expect(calls).toBe(before);
  });

  it('works at once when it is kicked, also while it is working', async () => {
    const times: number[] = [];
    const start = performance.now();
    const work = async () => {
      times.push(performance.now() - start);
      await sleep(50);
    };
    const loop = startLoop({ work, intervalMs: 60_000, what: 'test', log });
    await sleep(10);
    loop.kick();
    await sleep(150);
    loop.kick();
    await sleep(30);
    await loop.close();
    expect(times).toHaveLength(3);
  });

  it('goes on after a failure, and does not spin when it is kicked while it fails', async () => {
    let calls = 0;
    const work = async () => {
      calls += 1;
      if (calls <= 2) throw new Error('away');
    };
    const loop = startLoop({ work, intervalMs: 20, what: 'test', log });
    loop.kick();
    await sleep(10);
    expect(calls).toBeLessThanOrEqual(2);
    await sleep(200);
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
    await sleep(10);
    await loop.close();
    expect(isOver).toBe(true);
  });
});
