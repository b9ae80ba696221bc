import { seededRandom } from '@longhand/core';
import { expect, it } from 'vitest';
import { simulate, steadyArrivals } from './simulate.js';
import { saturation, sizeSystem } from './size-system.js';

const times = {
  api: 0.02,
  preprocess: 0.7,
  ocr: 0.9,
  postgres: 0.05,
  redis: 0.002,
  spread: { preprocess: 0.3, ocr: 0.5 },
  bytes: { store: 500_000, database: 50_000, wal: 100_000 },
};

it.each([1, 10, 1000])(
  'gives %i pages a second enough of everything: nothing works at its limit and pages hardly wait',
  (rate) => {
    const { simulated, ...sizing } = sizeSystem(rate, times);
    for (const [part, busy] of Object.entries(simulated.busy)) expect([part, busy < 0.85]).toEqual([part, true]);
    const bare = times.api + times.preprocess + times.ocr + times.postgres;
    expect(simulated.median).toBeLessThan(2 * bare);
    expect(sizing.ocrWorkers * 2).toBeGreaterThanOrEqual((rate * times.ocr) / 0.7);
    expect(sizing.storeBytesASecond).toBe(rate * 500_000);
  },
);

it('would show a system that is too small', () => {
  const random = seededRandom(1);
  const station = { name: 'ocr', servers: 8, seconds: times.ocr, spread: times.spread.ocr };
  const { busy, p95 } = simulate(steadyArrivals(6_000, 10, random), [station], random);
  expect(busy.ocr).toBeGreaterThan(0.98);
  expect(p95).toBeGreaterThan(20 * times.ocr);
});

it('names what gives way first', () => {
  expect(saturation(times).map(({ part }) => part)).toEqual([
    'OCR worker',
    'preprocess worker',
    'PostgreSQL',
    'API',
    'Redis',
  ]);
});
