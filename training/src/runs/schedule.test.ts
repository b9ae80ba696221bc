import { expect, test } from 'vitest';
import { afterEpoch, NOTHING_YET, shouldStop } from './early-stopping.js';
import { oneCycle } from './one-cycle.js';

test('one cycle starts low, peaks after a quarter and ends near zero', () => {
  expect(oneCycle(0, 1)).toBeCloseTo(0.04);
  expect(oneCycle(0.25, 1)).toBeCloseTo(1);
  expect(oneCycle(1, 1)).toBeCloseTo(1e-4);
  const rates = Array.from({ length: 100 }, (_, i) => oneCycle(i / 100, 1));
  expect(Math.max(...rates)).toBe(rates[25]);
});

test('a run stops after so many epochs without a better validation accuracy, and remembers the best', () => {
  let state = NOTHING_YET;
  for (const [i, accuracy] of [0.8, 0.9, 0.9, 0.85].entries()) state = afterEpoch(state, i + 1, accuracy);
  expect(state).toEqual({ bestAccuracy: 0.9, bestEpoch: 2, epochsSinceBest: 2 });
  expect([shouldStop(state, 3), shouldStop(state, 2)]).toEqual([false, true]);
});
