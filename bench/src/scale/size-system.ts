import { seededRandom } from '@longhand/core';
import type { ServiceTimes } from './service-times.js';
import { type Simulated, simulate, type Station, steadyArrivals } from './simulate.js';

/**
 * Servers are given so many that each works this share of its time under a steady load: room for
 * bursts and for a lost node.
 */
const wantedLoad = 0.7;
/** Threads of a worker, and cores that it asks for. */
export const threadsAWorker = 2;

export interface Sizing {
  rate: number;
  apiInstances: number;
  preprocessWorkers: number;
  ocrWorkers: number;
  /** Cores that PostgreSQL and Redis are kept busy with, at the wanted load. */
  postgresCores: number;
  redisShare: number;
  simulated: Simulated;
  storeBytesASecond: number;
  walBytesASecond: number;
}

/** Instances for so many pages a second, checked by a simulation of ten minutes or 60,000 pages. */
export function sizeSystem(rate: number, times: ServiceTimes, seed = 1): Sizing {
  const servers = (seconds: number) => Math.max(1, Math.ceil((rate * seconds) / wantedLoad));
  // Two instances at least, so that one may go; one event loop each.
  const apiInstances = Math.max(2, servers(times.api));
  const preprocessWorkers = Math.ceil(servers(times.preprocess) / threadsAWorker);
  const ocrWorkers = Math.ceil(servers(times.ocr) / threadsAWorker);
  const postgresCores = servers(times.postgres);
  const stations: Station[] = [
    { name: 'api', servers: apiInstances, seconds: times.api, spread: 0.5 },
    {
      name: 'preprocess',
      servers: preprocessWorkers * threadsAWorker,
      seconds: times.preprocess,
      spread: times.spread.preprocess,
    },
    { name: 'ocr', servers: ocrWorkers * threadsAWorker, seconds: times.ocr, spread: times.spread.ocr },
    { name: 'postgres', servers: postgresCores, seconds: times.postgres, spread: 0.5 },
  ];
  const random = seededRandom(seed);
  const pages = Math.min(60_000, Math.max(600, Math.round(rate * 600)));
  const simulated = simulate(steadyArrivals(pages, rate, random), stations, random);
  return {
    rate,
    apiInstances,
    preprocessWorkers,
    ocrWorkers,
    postgresCores,
    redisShare: rate * times.redis,
    simulated,
    storeBytesASecond: rate * times.bytes.store,
    walBytesASecond: rate * times.bytes.wal,
  };
}

/**
 * Pages a second at which one of each part is busy all the time, fewest first: what gives way
 * first.
 */
export function saturation(times: ServiceTimes): { part: string; unit: string; rate: number }[] {
  return [
    { part: 'OCR worker', unit: 'core', rate: 1 / times.ocr },
    { part: 'preprocess worker', unit: 'core', rate: 1 / times.preprocess },
    { part: 'API', unit: 'instance (one event loop)', rate: 1 / times.api },
    { part: 'PostgreSQL', unit: 'core', rate: 1 / times.postgres },
    { part: 'Redis', unit: 'instance (one thread)', rate: 1 / times.redis },
  ].sort((a, b) => a.rate - b.rate);
}
