import { expect, it } from 'vitest';
import { SharedLooks } from './shared-looks.js';

it('looks once for all who watch the same, at once for each, and at one thing at a time', async () => {
  const looks = new SharedLooks(5);
  let atOnce = 0;
  let maxAtOnce = 0;
  let count = 0;
  const read = (name: string) => async () => {
    maxAtOnce = Math.max(maxAtOnce, ++atOnce);
    await new Promise((resolve) => setTimeout(resolve, 2));
    atOnce -= 1;
    if (name === 'a') count += 1;
    return name;
  };
  const seen = async (name: string) => {
    let times = 0;
    for await (const facts of looks.follow(name, read(name))) {
      expect(facts).toBe(name);
      if (++times === 5) return;
    }
  };
  await Promise.all([...Array.from({ length: 100 }, () => seen('a')), seen('b'), seen('c')]);
  expect(maxAtOnce).toBe(1);
  expect(count).toBeLessThan(20);
});

it('ends all when the process stops, in the middle of a rest', async () => {
  const looks = new SharedLooks(60_000);
  setTimeout(() => looks.stop(), 20);
  const seen: number[] = [];
  for await (const facts of looks.follow('a', async () => 1)) seen.push(facts);
  expect(seen).toEqual([1]);
});

it('tells who watches what could not be read, and looks again for the next', async () => {
  const looks = new SharedLooks(5);
  let isAway = true;
  const read = () => (isAway ? Promise.reject(new Error('no database')) : Promise.resolve(1));
  await expect(looks.follow('a', read).next()).rejects.toThrow('no database');
  isAway = false;
  expect((await looks.follow('a', read).next()).value).toBe(1);
});
