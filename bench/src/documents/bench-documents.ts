import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { decodePage, openDocument } from '@longhand/image-io';
import { startClock } from '../engines/start-clock.js';
import { type DocumentCost, documentsReport } from './documents-report.js';
import { scannedPdf, scannedTiff } from './many-pages.js';

const HELP = `longhand bench documents: what each page of a PDF or TIFF of many pages costs to open and
decode, in processor time

  --docs DIR      folder for documents.md; without it nothing is written
  --json          the figures on standard output`;

const LIMITS = { maxPixels: 60_000_000, maxPages: 3000, timeoutMs: 60_000 };
const PAGE_COUNTS = [50, 200, 800];
/** Pages of the row in which the file is opened again for each page. */
const FRESH_PAGES = 20;
const RUNS = 5;

/** `longhand bench documents ...` */
export async function benchDocuments(args: readonly string[], log: (line: string) => void): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      docs: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'longhand-documents-'));
  try {
    const costs: DocumentCost[] = [];
    for (const kind of ['PDF', 'TIFF'] as const) {
      for (const pages of PAGE_COUNTS) {
        const path = join(folder, `${kind}-${pages}`);
        const bytes = kind === 'PDF' ? await scannedPdf(pages) : scannedTiff(pages);
        await writeFile(path, bytes);
        // The first run warms the decoders.
        if (costs.length === 0) await costOfAll(path, pages);
        const runs: number[] = [];
        for (let run = 0; run < RUNS; run++) runs.push(await costOfAll(path, pages, folder));
        const cost = {
          kind,
          pages,
          bytes: bytes.length,
          pageMs: median(runs),
          freshPageMs: await costOfFresh(path, pages, folder),
        };
        log(JSON.stringify({ ...cost, runs }));
        costs.push(cost);
      }
    }
    const text = documentsReport(costs, {
      command: 'longhand bench documents',
      date: new Date().toISOString().slice(0, 10),
      machine: `${cpus()[0]?.model ?? process.arch}, ${availableParallelism()} cores`,
      runs: RUNS,
    });
    if (values.docs) await writeFile(join(resolve(values.docs), 'documents.md'), text);
    if (values.json) console.log(JSON.stringify(costs));
    else console.log(text);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Milliseconds of processor time a page, opening included, for a worker that reads all pages in
 * turn. A copy in `folder` makes the file one that was never open.
 */
async function costOfAll(path: string, pages: number, folder?: string): Promise<number> {
  const own = folder ? join(folder, 'copy') : path;
  if (folder) await copyFile(path, own);
  const clock = startClock();
  await openDocument(own, LIMITS);
  for (let number = 1; number <= pages; number++) await decodePage(own, number, LIMITS);
  return (1000 * clock()) / pages;
}

/**
 * The same where each page opens a file that was never open, as every page did before documents
 * stayed open.
 */
async function costOfFresh(path: string, pages: number, folder: string): Promise<number> {
  const own = join(folder, 'fresh');
  let seconds = 0;
  for (let i = 0; i < FRESH_PAGES; i++) {
    await copyFile(path, own);
    const clock = startClock();
    await decodePage(own, 1 + Math.floor((i * (pages - 1)) / (FRESH_PAGES - 1)), LIMITS);
    seconds += clock();
    await rm(own);
  }
  return (1000 * seconds) / FRESH_PAGES;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1];
