import { expect, test } from 'vitest';
import { ThreadGate } from './thread-gate.js';

test('an open gate lets work through again and again, also after it failed', async () => {
  const gate = new ThreadGate();
  expect(await gate.pass(async () => 1)).toBe(1);
  await expect(gate.pass(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await gate.pass(async () => 2)).toBe(2);
});

test('closing waits for the work that is inside, and none begins after it', async () => {
  const inside = new ThreadGate();
  const outside = new ThreadGate(inside.memory);
  let resolve = (_value: string) => {};
  const promise = new Promise<string>((done) => {
    resolve = done;
  });
  const work = inside.pass(() => promise);
  let isClosed = false;
  const closing = outside.close().then(() => {
    isClosed = true;
  });
  await new Promise((done) => setTimeout(done, 30));
  expect(isClosed).toBe(false);
  resolve('done');
  expect(await work).toBe('done');
  await closing;
  let hasBegun = false;
  void inside.pass(async () => {
    hasBegun = true;
  });
  await outside.close();
  expect(hasBegun).toBe(false);
});
