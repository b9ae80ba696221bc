import { expect, it } from 'vitest';
import { StrangersLane } from './strangers-lane.js';

it('looks up two strangers at a time, and whom it knows at once', async () => {
  const lane = new StrangersLane();
  const valid = (credential: string) => lane.run(credential, async () => credential === 'mine', Boolean);
  expect(await valid('mine')).toBe(true);
  let open: () => void = () => undefined;
  const isOpen = new Promise<void>((resolve) => {
    open = resolve;
  });
  let atWork = 0;
  const stranger = (name: string) =>
    lane.run(
      name,
      async () => {
        atWork += 1;
        await isOpen;
        return false;
      },
      Boolean,
    );
  const flood = Array.from({ length: 50 }, (_, i) => stranger(`wrong ${i}`));
  await new Promise((resolve) => setImmediate(resolve));
  expect(atWork).toBe(2);
  expect(await valid('mine')).toBe(true);
  open();
  expect((await Promise.all(flood)).some(Boolean)).toBe(false);
  expect(atWork).toBe(50);
});

it('lets nobody in: what is no longer valid is found so at once, and is a stranger from then on', async () => {
  const lane = new StrangersLane();
  expect(await lane.run('key', async () => true, Boolean)).toBe(true);
  expect(await lane.run('key', async () => false, Boolean)).toBe(false);
});
