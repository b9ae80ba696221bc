import { expect, test } from 'vitest';
import type { ReadingEngine, ReadText } from './engine.js';
import { measureEngine } from './measure-engine.js';

function engineOf(read: (path: string) => Promise<ReadText>) {
  const engine = {
    description: 'an engine',
    modelBytes: 7,
    read,
    isClosed: false as boolean,
    async close() {
      engine.isClosed = true;
    },
  } satisfies ReadingEngine & { isClosed: boolean };
  return engine;
}
const pages = ['a.png', 'b.png'].map((path) => ({ path, language: 'eng' as const }));

test('each page has the processor time of this process, and the memory is this process', async () => {
  const engine = engineOf(async (path) => {
    const start = process.cpuUsage();
    const spent = () => process.cpuUsage(start).user + process.cpuUsage(start).system;
    while (spent() < 60_000) for (let i = 0; i < 1e6; i++);
    return { text: path, recognitionSeconds: 0.01 };
  });
  const seen: number[] = [];
  const report = await measureEngine(engine, pages, (done) => seen.push(done));
  expect(report.pages.map(({ text }) => text)).toEqual(['a.png', 'b.png']);
  for (const { seconds, recognitionSeconds } of report.pages) {
    expect(seconds).toBeGreaterThanOrEqual(0.06);
    expect(recognitionSeconds).toBe(0.01);
  }
  expect(report.peakBytes).toBeGreaterThan(20e6);
  expect(seen).toEqual([1, 2]);
  expect(engine.isClosed).toBe(true);
});

test('where a child does the work, its figures count', async () => {
  const engine = engineOf(async () => ({ text: 'x', childSeconds: 3, childPeakBytes: 5 }));
  expect(await measureEngine(engine, pages, () => {})).toMatchObject({
    peakBytes: 5,
    pages: [{ seconds: 3 }, { seconds: 3 }],
  });
});

test('an engine that fails is closed', async () => {
  const engine = engineOf(() => Promise.reject(new Error('it broke')));
  await expect(measureEngine(engine, pages, () => {})).rejects.toThrow('it broke');
  expect(engine.isClosed).toBe(true);
});
