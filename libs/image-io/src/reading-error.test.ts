import { AppError, PermanentFailure } from '@longhand/core';
import { expect, test } from 'vitest';
import { namingShortages, readingError } from './reading-error.js';

test('a picture that took too long is tried again, with the sentence for the person', () => {
  const error = readingError(new Error('timeout: 42% complete'), 'image.unreadable');
  expect(error).not.toBeInstanceOf(PermanentFailure);
  expect(error).toMatchObject({
    code: 'image.took_too_long',
    message: expect.stringMatching(/Save the page as JPEG or/),
  });
});

test.each([
  'vips_tracked: out of memory --size == 48MB',
  'unable to open for read: system error: Too many open files',
  'write error: No space left on device',
  'Array buffer allocation failed',
  'Aborted(OOM)',
  'Cannot enlarge memory arrays',
  'ENOMEM: not enough memory, read',
])('"%s" is the machine’s fault: to try again', (text) => {
  const error = readingError(new Error(text), 'pdf.encrypted');
  expect(error).not.toBeInstanceOf(PermanentFailure);
  expect(error).toMatchObject({ code: 'image.no_resources', message: expect.stringMatching(/Try again/) });
});

test('a shortage is known by its code as well, and named on its way out; other errors pass', async () => {
  const shortage = Object.assign(new Error('open failed'), { code: 'EMFILE' });
  await expect(namingShortages(() => Promise.reject(shortage))).rejects.toMatchObject({ code: 'image.no_resources' });
  const other = Object.assign(new Error('gone'), { code: 'ENOENT' });
  await expect(namingShortages(() => Promise.reject(other))).rejects.toBe(other);
});

test.each([
  ['Input image exceeds pixel limit', 'image.too_many_pixels'],
  ['tiff2vips: TIFF file does not contain page 7', 'document.no_such_page'],
  ['VipsJpeg: premature end of JPEG image', 'image.truncated'],
  ['pngload: libspng read error in /tmp/some/path', 'pdf.unreadable'],
])('"%s" is final: %s', (text, code) => {
  const error = readingError(new Error(text), 'pdf.unreadable');
  expect(error).toBeInstanceOf(PermanentFailure);
  expect(error.code).toBe(code);
  expect(error.message).not.toContain('/tmp');
});

test('an error that has its name already passes', () => {
  const error = new AppError('a.b', 'C.');
  expect(readingError(error, 'image.unreadable')).toBe(error);
});
