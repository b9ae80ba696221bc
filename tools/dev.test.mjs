import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isCleanCompile, keepRunning } from './dev.mjs';

const isAlive = (child) => child.exitCode === null && child.signalCode === null;

test('a restart ends the running program before it starts the next one', async () => {
  const started = [];
  const runner = keepRunning(() => {
    expect(started.filter(isAlive)).toEqual([]);
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    started.push(child);
    return child;
  });
  await runner.restart();
  await once(started[0], 'spawn');
  // The first of these starts the next program; the others become one more restart.
  await Promise.all([runner.restart(), runner.restart(), runner.restart()]);
  expect(started.length).toBeGreaterThanOrEqual(2);
  expect(started.filter(isAlive)).toHaveLength(1);
  await runner.stop();
  expect(started.filter(isAlive)).toEqual([]);
});

test('only a compile without errors restarts the system', () => {
  expect(isCleanCompile('12:00:00 - Found 0 errors. Watching for file changes.')).toBe(true);
  expect(isCleanCompile('12:00:00 - Found 2 errors. Watching for file changes.')).toBe(false);
});
