import { AppError } from '@longhand/core';
import { expect, test } from 'vitest';
import { fromThreadFailure, toThreadFailure } from './thread-failure.js';

test('our own errors come out as they went in', () => {
  const error = new AppError('model.manifest_missing', 'There is no manifest. Put the weights back.');
  expect(fromThreadFailure(toThreadFailure(error))).toEqual(error);
});

test('a foreign error keeps its words for the log and tells people what to do', () => {
  const { code, message, cause } = fromThreadFailure(toThreadFailure(new TypeError('ENOENT: /home/x/models')));
  expect(code).toBe('classifier.failed');
  expect(message).not.toContain('ENOENT');
  expect((cause as Error).message).toContain('ENOENT: /home/x/models');
});
