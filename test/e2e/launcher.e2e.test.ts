import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@longhand/test-kit';
import { afterEach, expect, it } from 'vitest';
import { HttpClient } from './http-client.js';
import { isAlive, LaunchedSystem, runCli } from './launched-system.js';
import { whitePng } from './refused-files.js';

const systems: LaunchedSystem[] = [];
const start = async (...args: Parameters<typeof LaunchedSystem.start>) => {
  const system = await LaunchedSystem.start(...args);
  systems.push(system);
  return system;
};
afterEach(async () => {
  // The last one first: it may run on the data of one that was killed before, which go only when it
  // has ended.
  for (const system of systems.splice(0).reverse()) await system.stop();
});

it('leaves nothing behind when it is killed, and starts again on the same data', async () => {
  const first = await start();
  const receipt = await new HttpClient(first).upload([{ name: 'kept.png', bytes: whitePng(400, 300) }]);
  const pids = first.pids();
  expect(pids.filter(isAlive)).toHaveLength(5);
  await first.end('SIGKILL');
  await until('all processes are gone', () => pids.every((pid) => !isAlive(pid)));
  const second = await start({}, first.dataDir);
  expect(second.apiKey).toBe(first.apiKey);
  expect((await new HttpClient(second).batch(receipt.id)).counts.files).toBe(1);
});

it('starts again at once after a kill, while the old processes still end', async () => {
  const first = await start();
  await first.end('SIGKILL');
  const second = await start({}, first.dataDir);
  expect((await new HttpClient(second).call('/v1/documents')).status).toBe(200);
});

it('starts a crashed service again', async () => {
  const system = await start();
  const before = system.record().services.api;
  process.kill(before, 'SIGKILL');
  await until('there is a new API process', () => system.record().services.api !== before);
  const client = new HttpClient(system);
  await until('it answers', () =>
    client.call('/health/live').then(
      (answer) => answer.ok,
      () => false,
    ),
  );
  expect(system.log).toMatch(/api ended \(SIGKILL\); restarting in/);
});

it('steps over a port in use and says so', async () => {
  const blocker = createServer();
  const port = await new Promise<number>((resolve) =>
    blocker.listen(0, '127.0.0.1', () => resolve((blocker.address() as { port: number }).port)),
  );
  try {
    const system = await start({ HTTP_PORT: String(port) });
    expect(Number(new URL(system.url).port)).toBeGreaterThan(port);
    expect(system.log).toContain(`Port ${port} is in use`);
  } finally {
    blocker.close();
  }
});

it('refuses a second system on the same folder, in one line', async () => {
  const system = await start();
  const { code, stderr } = await runCli(['up', '--data', system.dataDir]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/another longhand \(process \d+\) is using/);
  expect(stderr).not.toMatch(/^\s+at /m);
});

it('names a bad setting and starts nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'longhand-e2e-'));
  try {
    const result = runCli(['up', '--data', folder], { HTTP_PORT: 'not a port' });
    expect(await result).toMatchObject({ code: 1, stderr: expect.stringMatching(/^longhand: HTTP_PORT /) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it('runs the demo to its end and leaves no process and no lock', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'longhand-e2e-'));
  try {
    for (const _ of ['first', 'again']) {
      const { code, stdout, stderr } = await runCli(['demo', '--data', folder], { HTTP_PORT: '0' });
      expect(code, stderr).toBe(0);
      expect(stdout).toContain('3 files: 3 accepted, 0 duplicate, 0 rejected');
      expect(stdout).toMatch(/== letter\.png ==\n(.+\n){5,}/);
      expect(stdout).toMatch(/Searching for "\p{L}+": \d+ page/u);
      expect(stdout).toMatch(/, page 1 {2}\(document [0-9a-f-]{36}, score \d\.\d+\)/);
      expect(stdout).toMatch(/at x \d+, y \d+, \d+ x \d+ px/);
      expect(stderr).toMatch(/batch \w+ \[#+\] 100 % 3 of 3 pages/);
      for (const left of ['lock', 'system.json', 'postgres/postmaster.pid']) {
        expect(existsSync(join(folder, 'demo', left)), left).toBe(false);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
