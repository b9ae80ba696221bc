import { expect, test } from 'vitest';
import { processorMsOf } from './processor-time.js';

test.runIf(process.platform === 'linux')('counts what this process has worked', () => {
  const before = processorMsOf(process.pid);
  const start = process.cpuUsage();
  while (process.cpuUsage(start).user < 100_000);
  expect(processorMsOf(process.pid) - before).toBeGreaterThanOrEqual(80);
});

test('a process that is gone has used nothing', () => {
  expect(processorMsOf(2 ** 30)).toBe(0);
});
