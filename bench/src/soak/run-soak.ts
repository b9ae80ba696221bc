import { seededRandom } from '@longhand/core';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchView } from '@longhand/contracts';
import type { BenchSystem } from '../system/bench-system.js';
import { memoryMib } from '../system/process-stats.js';
import { randomLines } from '../system/random-words.js';
import { textPdf } from '../system/text-pdf.js';

export interface SoakReport {
  pages: number;
  seconds: number;
  pagesFailed: number;
  processes: ProcessMemory[];
}

export interface ProcessMemory {
  process: string;
  /** Medians of the looks around 10 % of the pages and over the last 8 %, MiB. */
  atTenth: number;
  atEnd: number;
  most: number;
  /** Straight line through all looks from 10 % on, MiB in 1,000 pages. */
  slope: number;
}

interface Look {
  done: number;
  memory: Record<string, number>;
}

const pagesADocument = 40;
const lookEveryMs = 1_000;

/** Sends pages through a running system and watches the memory of each of its processes. */
export async function runSoak(system: BenchSystem, pages: number, log: (line: string) => void): Promise<SoakReport> {
  const random = seededRandom(1);
  const files = Array.from({ length: Math.ceil(pages / pagesADocument) }, (_, i) => ({
    name: `soak-${i}.pdf`,
    bytes: textPdf(
      Array.from({ length: Math.min(pagesADocument, pages - i * pagesADocument) }, () => randomLines(random)),
    ),
  }));
  const startedAt = performance.now();
  const { id } = await system.client.upload(files, randomUUID());
  const looks: Look[] = [];
  let batch: BatchView | undefined;
  while (!batch || batch.status === 'processing' || batch.status === 'receiving') {
    await sleep(lookEveryMs);
    const response = await system.client.call(`/v1/batches/${id}`);
    if (response?.status !== 200) continue;
    batch = (await response.json()) as BatchView;
    const done = batch.counts.pagesDone + batch.counts.pagesFailed;
    if (Math.floor((done * 10) / pages) > Math.floor(((looks.at(-1)?.done ?? 0) * 10) / pages)) log(`${done} pages`);
    looks.push({ done, memory: memoryOf(system) });
  }
  return {
    pages,
    seconds: (performance.now() - startedAt) / 1000,
    pagesFailed: batch.counts.pagesFailed,
    processes: Object.keys(looks[0].memory).map((process) => summary(process, looks, pages)),
  };
}

function memoryOf(system: BenchSystem): Record<string, number> {
  const services = system.services.map(({ kind, pid }, i): [string, number] => [
    system.services.findIndex((other) => other.kind === kind) === i ? kind : `${kind} ${i}`,
    memoryMib(pid),
  ]);
  return Object.fromEntries([...services, ...(system.redis ? [['redis-server', memoryMib(system.redis.pid)]] : [])]);
}

function summary(process: string, looks: readonly Look[], pages: number): ProcessMemory {
  const between = (from: number, to: number) =>
    looks.filter(({ done }) => done >= from * pages && done <= to * pages).map(({ memory }) => memory[process]);
  const later = looks.filter(({ done }) => done >= 0.1 * pages);
  return {
    process,
    atTenth: median(between(0.1, 0.14)),
    atEnd: median(between(0.92, 1)),
    most: Math.max(...looks.map(({ memory }) => memory[process])),
    slope: slopeOf(later.map(({ done, memory }) => [done / 1000, memory[process]])),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Of the line that fits points best (least squares). */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const spread = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  return spread === 0 ? 0 : points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / spread;
}
