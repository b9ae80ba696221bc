import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { holdProcesses } from './held-processes.js';

const isLinux = existsSync('/proc/self/stat');
if (!isLinux) console.log('holding processes is tested only on Linux');

test.skipIf(!isLinux)(
  'a process that is held to a tenth of a processor gets less than a fifth, and goes on when it is let go',
  async () => {
    const child = spawn(process.execPath, [
      '-e',
      'setInterval(() => console.log(process.cpuUsage().user / 1000), 100); setInterval(() => { for (const end = ' +
        'Date.now() + 90; Date.now() < end;); }, 1);',
    ]);
    let usedMs = 0;
    child.stdout.on('data', (text) => {
      usedMs = Number(String(text).trim().split('\n').at(-1));
    });
    await sleep(1_000);
    const release = holdProcesses([child.pid as number], { processor: 0.1 });
    const [from, startedAt] = [usedMs, performance.now()];
    await sleep(3_000);
    const share = (usedMs - from) / (performance.now() - startedAt);
    release();
    const held = usedMs;
    await expect.poll(() => usedMs - held, { interval: 100 }).toBeGreaterThan(50);
    child.kill('SIGKILL');
    expect(share).toBeLessThan(0.2);
  },
);
