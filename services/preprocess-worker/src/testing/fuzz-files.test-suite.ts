// A process of its own, so that its death is seen: opens and segments every file of a folder in
// page threads as the worker does, and prints what came of it.
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { AppError } from '@longhand/core';
import { openPagePool, type PagePool } from '../page-pool.js';

export interface FuzzReport {
  inputs: number;
  /** How often each answer came: `read`, or the code of the refusal. */
  answers: Record<string, number>;
  /**
   * Names of the files that were answered by something else than a code of ours, or that ended
   * their thread.
   */
  unforeseen: string[];
  /** Longest time for one file, ms. */
  slowestMs: number;
  /** Resident memory at each fortieth of the run, MiB. */
  memoryMib: number[];
}

const limits = { maxPixels: 4e6, maxPages: 50, timeoutMs: 60_000 };
const signal = new AbortController().signal;

async function answerTo(pool: PagePool, path: string): Promise<string> {
  try {
    const { pageCount } = await pool.open(path, signal);
    await pool.segment(path, { number: pageCount, rotation: 0, isFixed: true }, signal);
    return 'read';
  } catch (error) {
    return error instanceof AppError ? error.code : 'unforeseen';
  }
}

async function run({ folder, every }: { folder: string; every: number }): Promise<FuzzReport> {
  const pool = openPagePool({ threads: 1, limits });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  const names = files.toSorted().filter((_, i) => i % every === 0);
  const report: FuzzReport = { inputs: 0, answers: {}, unforeseen: [], slowestMs: 0, memoryMib: [] };
  for (const [i, name] of names.entries()) {
    const startedAt = performance.now();
    const answer = await answerTo(pool, join(folder, name));
    report.slowestMs = Math.max(report.slowestMs, Math.round(performance.now() - startedAt));
    report.answers[answer] = (report.answers[answer] ?? 0) + 1;
    if (answer === 'unforeseen' || answer === 'page.thread_failed') report.unforeseen.push(`${name} ${answer}`);
    if (i % Math.ceil(names.length / 40) === 0) report.memoryMib.push(Math.round(process.memoryUsage.rss() / 2 ** 20));
    report.inputs += 1;
  }
  await pool.close();
  return report;
}

process.stdout.write(JSON.stringify(await run(JSON.parse(process.argv[2]) as { folder: string; every: number })));
