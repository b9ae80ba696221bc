import { expect, it } from 'vitest';
import { slowness } from './patience.js';
import { until } from './until.js';

it('a machine is never faster than an idle one', () => {
  expect(slowness()).toBeGreaterThanOrEqual(1);
});

it('a wait tells how long it took', async () => {
  let asked = 0;
  const tookMs = await until('asked three times', () => {
    asked += 1;
    return asked === 3;
  });
  expect(tookMs).toBeGreaterThan(40);
});

it('a promise that is not kept is named', async () => {
  await expect(until('the sky is green', () => false, 60)).rejects.toThrow(/^not within \d+ ms: the sky is green$/);
});
