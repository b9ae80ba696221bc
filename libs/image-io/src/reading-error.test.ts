import { AppError, PermanentFailure } from '@longhand/core';
import { expect, test } from 'vitest';
import { readingError } from './reading-error.js';

test('a picture that took too long is tried again, with the sentence for the person', () => {
  const error = readingError(new Error('timeout: 42% complete'), 'image.unreadable');
  expect(error).not.toBeInstanceOf(PermanentFailure);
  expect(error).toMatchObject({
    code: 'image.took_too_long',
    message: expect.stringMatching(/Save the page as JPEG or/),
  });
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
