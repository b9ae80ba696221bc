import { describe, expect, it } from 'vitest';
import { WorkerHealth } from './worker-health.js';

describe('WorkerHealth', () => {
  it('is ill after 20 s of silence and well again after a word', () => {
    const health = new WorkerHealth(0);
    expect(health.isHealthy(20_000)).toBe(true);
    expect(health.isHealthy(20_001)).toBe(false);
    health.observed(25_000, 0, true);
    expect(health.isHealthy(25_000)).toBe(true);
  });

  it('is ill when jobs wait and it gets none for 30 s though it has room', () => {
    const health = new WorkerHealth(0);
    for (let now = 5_000; now <= 40_000; now += 5_000) health.observed(now, 3, true);
    expect(health.isHealthy(35_000)).toBe(true);
    expect(health.isHealthy(40_000)).toBe(false);
    health.moved(41_000);
    expect(health.isHealthy(41_000)).toBe(true);
  });

  it('is well while it is busy, however many jobs wait', () => {
    const health = new WorkerHealth(0);
    for (let now = 5_000; now <= 90_000; now += 5_000) health.observed(now, 1000, false);
    expect(health.isHealthy(90_000)).toBe(true);
  });
});
