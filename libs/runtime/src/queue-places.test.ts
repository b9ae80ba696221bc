import { expect, it } from 'vitest';
import { QueuePlaces } from './queue-places.js';

/**
 * Looks twice a second at a queue from which `perSecond` jobs are taken, with jobs enough in the
 * outbox. Returns the depth after each look.
 */
function look(places: QueuePlaces, perSecond: number, looks: number, depth = 0): { depth: number; idle: number } {
  let now = depth;
  let idle = 0;
  for (let i = 0; i < looks; i += 1) {
    now += places.free(now);
    places.filled();
    idle += Math.max(0, perSecond / 2 - now);
    now = Math.max(0, now - perSecond / 2);
  }
  return { depth: now, idle };
}

it('stays small where workers are slow', () => {
  const { depth } = look(new QueuePlaces(), 2, 100);
  expect(depth).toBeLessThanOrEqual(16);
});

it('grows to what fast workers need, so that they never run dry for long', () => {
  const places = new QueuePlaces();
  look(places, 400, 20);
  const { depth, idle } = look(places, 400, 40);
  // A fiftieth of the 8,000 jobs that they can take in this time.
  expect(idle).toBeLessThan(160);
  expect(depth).toBeLessThan(800);
});

it('shrinks again when they are gone', () => {
  const places = new QueuePlaces();
  const { depth } = look(places, 400, 40);
  expect(look(places, 2, 900, depth).depth).toBeLessThanOrEqual(16);
});

it('does not grow by looks at a queue that is empty because nothing is sent', () => {
  const places = new QueuePlaces();
  for (let i = 0; i < 100; i += 1) places.free(0);
  expect(places.free(0)).toBe(16);
});
