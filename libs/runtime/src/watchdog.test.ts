import type { Logger } from '@longhand/log';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startWatchdog } from './watchdog.js';

describe('startWatchdog', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start() {
    const state = { isHealthy: true };
    const end = vi.fn();
    const error = vi.fn();
    const watchdog = startWatchdog({ isHealthy: () => state.isHealthy, end, log: { error } as unknown as Logger });
    return { state, end, error, watchdog };
  }

  it('ends a process that has been ill for a minute, once and with one line', () => {
    const { state, end, error } = start();
    vi.advanceTimersByTime(300_000);
    state.isHealthy = false;
    vi.advanceTimersByTime(60_000);
    expect(end).not.toHaveBeenCalled();
    vi.advanceTimersByTime(300_000);
    expect(end).toHaveBeenCalledTimes(1);
    expect(error).toHaveBeenCalledTimes(1);
  });

  it('lets a process be that gets well in between, and one that is being stopped', () => {
    const { state, end, watchdog } = start();
    for (let i = 0; i < 5; i += 1) {
      state.isHealthy = false;
      vi.advanceTimersByTime(50_000);
      state.isHealthy = true;
      vi.advanceTimersByTime(5_000);
    }
    state.isHealthy = false;
    vi.advanceTimersByTime(20_000);
    watchdog.close();
    vi.advanceTimersByTime(300_000);
    expect(end).not.toHaveBeenCalled();
  });
});
