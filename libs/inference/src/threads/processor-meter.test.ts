import { expect, test } from 'vitest';
import { type Clocks, ProcessorMeter } from './processor-meter.js';

/** Clocks that stand still until they are set, and work whose end is written down. */
function setUp(budgetMs = 10_000) {
  const now = { wall: 0, process: 0, threads: new Map<number, number>() };
  const clocks: Clocks = { wall: () => now.wall, process: () => now.process, thread: (id) => now.threads.get(id) };
  const meter = new ProcessorMeter(clocks);
  const ends: string[] = [];
  const start = (id: number) => {
    now.threads.set(id, now.threads.get(id) ?? 0);
    return meter.start({
      threadId: () => id,
      budgetMs,
      onUsedUp: () => ends.push(`${id} used up`),
      onHung: () => ends.push(`${id} hung`),
    });
  };
  /**
   * Half a second by the clock, in which threads got so much of the processor, and others that
   * nobody owns.
   */
  const pass = (own: Record<number, number>, unowned = 0) => {
    now.wall += 500;
    for (const [id, ms] of Object.entries(own)) {
      now.threads.set(Number(id), (now.threads.get(Number(id)) ?? 0) + ms);
      now.process += ms;
    }
    now.process += unowned;
    meter.tick();
  };
  pass({});
  return { meter, start, pass, ends };
}

test('a busy machine uses up no budget, and is told by the pace', () => {
  const { meter, start, pass, ends } = setUp(10_000);
  const stop = start(1);
  pass({ 1: 0 });
  // Five minutes by the clock at a hundredth of a processor.
  for (let i = 0; i < 600; i++) pass({ 1: 5 });
  expect(ends).toEqual([]);
  expect(stop()).toBeCloseTo(3_000, 5);
  expect(meter.pace).toBeLessThan(0.02);
});

test('work that takes more than its budget is told once', () => {
  const { start, pass, ends } = setUp(10_000);
  start(1);
  pass({ 1: 0 });
  for (let i = 0; i < 100; i++) pass({ 1: 500 });
  expect(ends).toEqual(['1 used up']);
});

test('threads that belong to nobody count in equal parts', () => {
  const { start, pass } = setUp();
  const [first, second] = [start(1), start(2)];
  pass({ 1: 0, 2: 0 });
  pass({ 1: 100, 2: 0 }, 300);
  expect([first(), second()]).toEqual([250, 150]);
});

test('work without any progress is hung after 120 looks, but not while a thread of its own helps it', () => {
  const { start, pass, ends } = setUp();
  start(1);
  for (let i = 0; i < 119; i++) pass({ 1: 0 });
  pass({ 1: 0 }, 50);
  for (let i = 0; i < 119; i++) pass({ 1: 0 });
  expect(ends).toEqual([]);
  pass({ 1: 0 });
  expect(ends).toEqual(['1 hung']);
});

test('the pace comes back with an idle machine', () => {
  const { meter, start, pass } = setUp(1e9);
  start(1);
  for (let i = 0; i < 100; i++) pass({ 1: 50 });
  const slow = meter.pace;
  for (let i = 0; i < 100; i++) pass({ 1: 500 });
  expect(slow).toBeLessThan(0.15);
  expect(meter.pace).toBeGreaterThan(0.95);
});
