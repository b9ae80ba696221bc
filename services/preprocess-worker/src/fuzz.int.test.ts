import { seededRandom } from '@longhand/core';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mutate, pickOne, startProgram, until } from '@longhand/test-kit';
import { expect, test } from 'vitest';
import type { FuzzReport } from './testing/fuzz-files.test-suite.js';
import { fuzzSources } from './testing/fuzz-sources.test-suite.js';

/**
 * LONGHAND_FUZZ=5000 is the long run whose figures stand in docs/reliability.md; LONGHAND_FUZZ_SEED
 * makes another one.
 */
const count = Number(process.env.LONGHAND_FUZZ ?? 300);
const seed = Number(process.env.LONGHAND_FUZZ_SEED ?? 1);
/** Where the long run leaves its figures for `longhand bench fuzz`. */
const reports = process.env.LONGHAND_FUZZ_REPORTS;
/** An archive of files that decoders are known to stumble over, in the data beside the checkout. */
const data = process.env.LONGHAND_DATA ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const finds = join(data, 'malformed', 'malformed.tar.xz');
/** Ends a hang: the long run takes its time. */
const hourMs = 3_600_000;
/** CI reads a part of them, the long run all. */
const everyFind = count < 5000 ? 8 : 1;

/** Runs the files of a folder through the page threads of a process of its own. */
async function reportOn(folder: string, name: string, every = 1): Promise<FuzzReport> {
  const args = { folder, every };
  // As the launcher and the images set it for the worker.
  process.env.MALLOC_ARENA_MAX = '2';
  const program = startProgram(new URL('./testing/fuzz-files.test-suite.ts', import.meta.url), args);
  let exitCode: number | null | undefined;
  void program.ended.then((code) => {
    exitCode = code;
  });
  await until('the run ends', () => exitCode !== undefined, hourMs).catch(async (error) => {
    await program.kill();
    throw error;
  });
  expect(exitCode).toBe(0);
  const report = JSON.parse(program.output()) as FuzzReport;
  console.log(JSON.stringify(report));
  if (reports) await writeFile(join(reports, `${name}.json`), JSON.stringify({ seed, ...report }));
  return report;
}

async function inTemporaryFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'longhand-fuzz-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test(`${count} mutated files are read or refused with a reason, by a process that lives on`, () =>
  inTemporaryFolder(async (folder) => {
    const sources = await fuzzSources();
    const random = seededRandom(seed);
    for (let i = 0; i < count; i += 1) {
      await writeFile(join(folder, String(i).padStart(6, '0')), mutate(pickOne(random, sources), random));
    }
    const report = await reportOn(folder, 'files');
    expect(report.inputs).toBe(count);
    expect(report.unforeseen).toEqual([]);
    // It must be a mixture, or the mutations would prove nothing.
    expect(report.answers.read).toBeGreaterThan(count * 0.05);
    expect(Object.keys(report.answers).length).toBeGreaterThan(4);
  }));

if (!existsSync(finds)) {
  if (process.env.CI) throw new Error('The data is missing: set LONGHAND_DATA to its folder.');
  console.log('skipped: files that broke other decoders (the data is not there: see LONGHAND_DATA)');
}
test.skipIf(!existsSync(finds))('files that broke other decoders are read or refused with a reason', () =>
  inTemporaryFolder(async (folder) => {
    expect(spawnSync('tar', ['-xJf', finds, '-C', folder]).status).toBe(0);
    const report = await reportOn(folder, 'finds', everyFind);
    expect(report.inputs).toBeGreaterThan(200);
    expect(report.unforeseen).toEqual([]);
    expect(report.answers.read).toBeGreaterThan(report.inputs * 0.1);
  }),
);
