import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mutate, pickOne, seededRandom, startProgram, until } from '@longhand/test-kit';
import { expect, test } from 'vitest';
import type { FuzzReport } from './testing/fuzz-files.test-suite.js';
import { fuzzSources } from './testing/fuzz-sources.test-suite.js';

/** LONGHAND_FUZZ=5000 is the long run whose figures stand in docs/reliability.md; LONGHAND_FUZZ_SEED makes another one. */
const count = Number(process.env.LONGHAND_FUZZ ?? 300);
const seed = Number(process.env.LONGHAND_FUZZ_SEED ?? 1);
/** A folder of files that decoders are known to stumble over. */
const folderOfFinds = process.env.LONGHAND_MALFORMED;
const limitMs = 120_000 + count * 300;

/** Runs the folder through the page threads of a process of its own. */
async function reportOn(folder: string, withinMs: number): Promise<FuzzReport> {
  const program = startProgram(new URL('./testing/fuzz-files.test-suite.ts', import.meta.url), { folder });
  let exitCode: number | null | undefined;
  void program.ended.then((code) => {
    exitCode = code;
  });
  await until('the run ends', () => exitCode !== undefined, withinMs).catch(async (error) => {
    await program.kill();
    throw error;
  });
  expect(exitCode).toBe(0);
  const report = JSON.parse(program.output()) as FuzzReport;
  console.log(JSON.stringify(report));
  return report;
}

test(`${count} mutated files are read or refused with a reason, by a process that lives on`, {
  timeout: limitMs + 30_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'longhand-fuzz-'));
  try {
    const sources = await fuzzSources();
    const random = seededRandom(seed);
    for (let i = 0; i < count; i += 1) {
      await writeFile(join(folder, String(i).padStart(6, '0')), mutate(pickOne(random, sources), random));
    }
    const report = await reportOn(folder, limitMs);
    expect(report.inputs).toBe(count);
    expect(report.unforeseen).toEqual([]);
    // It must be a mixture, or the mutations would prove nothing.
    expect(report.answers.read).toBeGreaterThan(count * 0.05);
    expect(Object.keys(report.answers).length).toBeGreaterThan(4);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test.skipIf(!folderOfFinds)(
  'files that other decoders stumbled over (needs LONGHAND_MALFORMED)',
  { timeout: 1_800_000 },
  async () => {
    const report = await reportOn(folderOfFinds as string, 1_790_000);
    expect(report.inputs).toBeGreaterThan(0);
    expect(report.unforeseen).toEqual([]);
  },
);
