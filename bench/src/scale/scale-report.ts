import { seededRandom } from '@longhand/core';
import type { ServiceCalibration } from './service-times.js';
import { simulate } from './simulate.js';
import { saturation, sizeSystem, threadsAWorker } from './size-system.js';

const rates = [1, 10, 1000];
const secondsADay = 86_400;

/**
 * The measured part of docs/scale.md, from the calibration alone: the same numbers give the same
 * text.
 */
export function scaleReport({ command, machine, cores, times, run }: ServiceCalibration): string {
  const worst = times.preprocess + times.ocr + times.api + times.postgres + times.redis;
  const predicted = predictRun({ command, machine, cores, times, run });
  return [
    `Written by \`${command}\`. Machine: ${machine}. Pages: the three sample records (1,240 x 1,754 pixels and ` +
      'smaller), repeated.',
    '',
    '### One machine',
    '',
    '| part | processor seconds a page | pages a second of one core or instance |',
    '|---|---|---|',
    ...saturation(times).map(
      ({ part, unit, rate }) => `| ${part} | ${(1 / rate).toFixed(4)} | ${oneDecimal(rate)} per ${unit} |`,
    ),
    `| total | ${worst.toFixed(3)} | ${oneDecimal(cores / worst)} on this machine of ${cores} cores, if ` +
      'nothing else runs on it |',
    '',
    "Work without pages (polling the outbox, heartbeats, the client's requests) is measured separately and " +
      'subtracted. Times are measured in hundredths of a second',
    'over the whole run: a part that used less is shown with one hundredth, which is more than it needs.',
    '',
    `A page leaves ${kib(times.bytes.store)} in the store, ${kib(times.bytes.database)} in the database with its ` +
      `indexes, and ${kib(times.bytes.wal)} of write-ahead log.`,
    '',
    '### The simulation against the machine',
    '',
    'The figure for the machine is calculated from processor seconds, because other programs ran during the ' +
      'measurement (the load above). Elapsed time gave',
    `${(run.pages / run.seconds).toFixed(2)} pages a second, with one worker of each kind.`,
    '',
    `${run.pages} pages at once, one preprocessing and one OCR worker of one thread: measured ` +
      `${run.seconds.toFixed(1)} s; simulated with the step times of that run`,
    `(${run.wall.preprocess.toFixed(2)} s and ${run.wall.ocr.toFixed(2)} s of elapsed time, including other ` +
      `programs) ${predicted.toFixed(1)} s, ${signed(predicted / run.seconds - 1)} %.`,
    '',
    '### Sizing',
    '',
    'Servers are busy 70 % of the time under a steady load; the simulation (Poisson arrivals) shows how long a ' +
      `page then takes. A worker has ${threadsAWorker} threads on ${threadsAWorker} cores.`,
    '',
    '| pages a second | API | preprocess workers | OCR workers | cores of PostgreSQL | Redis busy | a page takes ' +
      '(median, 95 %) | busiest part in the simulation | store a day | write-ahead log |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...rates.map((rate) => {
      const one = sizeSystem(rate, times);
      const [part, busy] = Object.entries(one.simulated.busy).sort(([, a], [, b]) => b - a)[0];
      const { median, p95 } = one.simulated;
      return (
        `| ${rate} | ${one.apiInstances} | ${one.preprocessWorkers} | ${one.ocrWorkers} | ${one.postgresCores} | ` +
        `${(100 * one.redisShare).toFixed(1)} % | ${median.toFixed(1)} s, ${p95.toFixed(1)} s | ${part}, ` +
        `${(100 * busy).toFixed(0)} % | ${gib(one.storeBytesASecond * secondsADay)} | ` +
        `${mib(one.walBytesASecond)}/s |`
      );
    }),
    '',
  ].join('\n');
}

/** The measured run in the simulation: all pages at once, by the times that its steps took. */
export function predictRun({ times, run }: ServiceCalibration): number {
  const stations = [
    { name: 'preprocess', servers: 1, seconds: run.wall.preprocess, spread: times.spread.preprocess },
    { name: 'ocr', servers: 1, seconds: run.wall.ocr, spread: times.spread.ocr },
  ];
  return simulate(Array.from<number>({ length: run.pages }).fill(0), stations, seededRandom(1)).makespan;
}

const oneDecimal = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(value < 10 ? 2 : 1));
const signed = (share: number): string => `${share >= 0 ? '+' : ''}${(100 * share).toFixed(0)}`;
const kib = (bytes: number): string => `${Math.round(bytes / 1024)} KiB`;
const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(0)} GiB`;
