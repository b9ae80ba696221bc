import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Fault, withFaultPoints } from './fault-points.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-faults-'));
});
afterEach(() => rm(folder, { recursive: true }));

const ask = (place: string, fault: Fault) => writeFile(join(folder, place), JSON.stringify(fault));
const calls: string[] = [];
const port = () =>
  withFaultPoints(
    'store',
    {
      name: 'of a port',
      put: async (key: string) => {
        calls.push(key);
        return key.length;
      },
    },
    folder,
  );
beforeEach(() => void calls.splice(0));

it('passes calls on while nothing is asked for', async () => {
  expect(await port().put('abc')).toBe(3);
  expect(port().name).toBe('of a port');
});

it('fails once, before the call, with the code', async () => {
  await ask('store.put.before', { do: 'fail', code: 'storage.unavailable' });
  await expect(port().put('a')).rejects.toMatchObject({ code: 'storage.unavailable' });
  expect(calls).toEqual([]);
  expect(await port().put('a')).toBe(1);
});

it('strikes only the calls that match, and stays where that was asked for', async () => {
  await ask('store.put.after', { do: 'fail', match: '/original', stays: true });
  expect(await port().put('t/image')).toBe(7);
  for (let i = 0; i < 2; i += 1) await expect(port().put('t/original')).rejects.toThrow();
  expect(calls).toEqual(['t/image', 't/original', 't/original']);
  expect(existsSync(join(folder, 'store.put.after'))).toBe(true);
});

it('delays', async () => {
  await ask('store.put.before', { do: 'delay', ms: 120 });
  const startedAt = performance.now();
  await port().put('a');
  expect(performance.now() - startedAt).toBeGreaterThan(100);
});

it('kills the process that makes the call, after the call', async () => {
  await ask('store.put.after', { do: 'kill' });
  const program = `
    const { withFaultPoints } = await import(${JSON.stringify(new URL('./fault-points.ts', import.meta.url).href)});
    const port = withFaultPoints('store', { put: async () => console.log('stored') }, ${JSON.stringify(folder)});
    await port.put('a');
    console.log('went on');`;
  const { signal, stdout } = spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', program]);
  expect({ signal, said: stdout.toString() }).toEqual({ signal: 'SIGKILL', said: 'stored\n' });
});
