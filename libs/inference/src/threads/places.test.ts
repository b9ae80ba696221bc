import { expect, test } from 'vitest';
import { Places } from './places.js';

const never = new AbortController().signal;

test('lets in as many as there are places, in order, and more or fewer as their number changes', async () => {
  const places = new Places(1);
  const inside: string[] = [];
  const enter = (name: string) => places.enter(never).finally(() => inside.push(name));
  const first = await enter('a');
  const others = [enter('b'), enter('c'), enter('d')];
  await Promise.resolve();
  expect(inside).toEqual(['a']);
  places.places = 2;
  const second = await others[0];
  expect(inside).toEqual(['a', 'b']);
  places.places = 1;
  first();
  await new Promise((resolve) => setImmediate(resolve));
  expect(inside).toEqual(['a', 'b']);
  second();
  await others[1];
  expect(inside).toEqual(['a', 'b', 'c']);
});

test('who gives up waiting takes no place', async () => {
  const places = new Places(1);
  const leave = await places.enter(never);
  const stop = new AbortController();
  const waiting = places.enter(stop.signal);
  stop.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
  leave();
  await places.enter(never);
});
