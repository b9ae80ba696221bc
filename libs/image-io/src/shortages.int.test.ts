import { PermanentFailure } from '@longhand/core';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { decodePage } from './decode-page.js';
import { openDocument } from './open-document.js';
import { tempFiles } from './testing/temp-files.js';

// Each decoder fails with what `failure` holds.
const decoder = vi.hoisted(() => {
  const all = { failure: new Error(), metadata: vi.fn((): Promise<object> => Promise.reject(all.failure)) };
  return all;
});
vi.mock('sharp', () => ({ default: () => ({ metadata: decoder.metadata }) }));
vi.mock('heic-decode', () => ({ default: { all: () => Promise.reject(decoder.failure) } }));
vi.mock('@hyzyla/pdfium', () => ({
  PDFiumLibrary: { init: () => Promise.resolve({ loadDocument: () => Promise.reject(decoder.failure) }) },
}));

const limits = { maxPixels: 1e6, maxPages: 3, timeoutMs: 20_000 };
const files = tempFiles();
afterAll(() => files.remove());

describe.each([
  ['JPEG', Buffer.from('ffd8ffe000104a46', 'hex')],
  ['HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic')],
  ['PDF', Buffer.from('%PDF-1.7')],
])('%s', (_, bytes) => {
  const path = files.put(bytes);
  const fails = async () => [
    await openDocument(path, limits).catch((error) => error),
    await decodePage(path, 1, limits).catch((error) => error),
  ];
  beforeEach(() => {
    decoder.failure = new Error('out of memory');
  });

  test('is tried again when the machine is short of memory', async () => {
    for (const error of await fails()) {
      expect(error).not.toBeInstanceOf(PermanentFailure);
      expect(error.code).toBe('image.no_resources');
    }
  });

  test('is refused when its bytes are at fault', async () => {
    decoder.failure = new Error('bad Huffman code');
    for (const error of await fails()) expect(error).toBeInstanceOf(PermanentFailure);
  });
});

test('a picture that libvips could not open is asked for once more, and no oftener', async () => {
  const path = files.put(Buffer.from('89504e470d0a1a0a', 'hex'));
  decoder.failure = new Error('Input file contains unsupported image format');
  decoder.metadata.mockClear();
  decoder.metadata.mockRejectedValueOnce(decoder.failure);
  decoder.metadata.mockResolvedValueOnce({ width: 30, height: 40, format: 'png' });
  expect(await openDocument(path, limits)).toEqual({ mediaType: 'image/png', pageCount: 1 });
  await expect(openDocument(path, limits)).rejects.toBeInstanceOf(PermanentFailure);
  expect(decoder.metadata).toHaveBeenCalledTimes(4);
});
