import { platform } from 'node:os';
import { expect, test } from 'vitest';
import { runMeasured } from './run-measured.js';

test.skipIf(platform() !== 'linux')('a program has its output, its processor time and its memory', async () => {
  const busy = `
    const spent = () => process.cpuUsage().user + process.cpuUsage().system;
    while (spent() < 3e5) for (let i = 0; i < 1e6; i++);
    console.log('done')`;
  const { output, seconds, peakBytes } = await runMeasured(process.execPath, ['-e', busy]);
  expect(output).toBe('done\n');
  expect(seconds).toBeGreaterThanOrEqual(0.28);
  expect(seconds).toBeLessThan(3);
  expect(peakBytes).toBeGreaterThan(10e6);
});

test.skipIf(platform() !== 'linux')('a program that fails says why, and one that is not there is told', async () => {
  const failing = 'console.error("no such page"); process.exit(3)';
  await expect(runMeasured(process.execPath, ['-e', failing])).rejects.toThrow(/ended with 3: no such page/);
  await expect(runMeasured('no-such-program-here', [])).rejects.toThrow('ENOENT');
});
