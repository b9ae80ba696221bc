import { expect, it, vi } from 'vitest';
import { KeptOriginals } from './kept-originals.js';

function setUp(limits = { maxBytes: 100, maxIdleMs: 10_000 }) {
  const fetch = vi.fn(async (key: string) => ({ path: `/${key}`, folder: key, sizeBytes: 40 }));
  const removed: string[] = [];
  const originals = new KeptOriginals(fetch, async ({ folder }) => void removed.push(folder), limits);
  const use = (key: string) => originals.with(key, async ({ path }) => path);
  return { fetch, removed, originals, use };
}

it('fetches a document once for its pages, those at the same time too', async () => {
  const { fetch, removed, use } = setUp();
  expect(await Promise.all([use('a'), use('a'), use('a')])).toEqual(['/a', '/a', '/a']);
  await use('a');
  expect([fetch.mock.calls.length, removed]).toEqual([1, []]);
});

it('removes what was used longest ago when there is too much, and nothing in use', async () => {
  const { removed, originals, use } = setUp();
  await originals.with('a', async () => {
    await use('b');
    await use('c');
    expect(removed).toEqual(['b']);
    await use('d');
    expect(removed).toEqual(['b', 'c']);
  });
  await use('e');
  expect(removed).toEqual(['b', 'c', 'a']);
});

it('removes what nobody used for a while', async () => {
  const { removed, use } = setUp({ maxBytes: 100, maxIdleMs: 20 });
  await use('a');
  await vi.waitFor(() => expect(removed).toEqual(['a']));
});

it('removes an original that its only user could not read, and forgets a fetch that failed', async () => {
  const { fetch, removed, originals, use } = setUp();
  await expect(originals.with('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(removed).toEqual(['a']);
  expect([await use('a'), fetch.mock.calls.length]).toEqual(['/a', 2]);
  fetch.mockRejectedValueOnce(new Error('away'));
  await expect(use('b')).rejects.toThrow('away');
  expect(await use('b')).toBe('/b');
  await originals.clear();
  expect(removed).toEqual(['a', 'a', 'b']);
});
