import { AppError, PermanentFailure } from '@longhand/core';
import { expect, it } from 'vitest';
import { isOutage } from './is-outage.js';

it.each([
  new AppError('storage.unavailable', 'x'),
  new AppError('db.unavailable', 'x'),
  Object.assign(new Error('no space'), { code: 'ENOSPC' }),
  { meta: { driverAdapterError: { cause: { kind: 'DatabaseNotReachable' } } } },
])('waits for what is away: %o', (error) => {
  expect(isOutage(error)).toBe(true);
});

it.each([
  new PermanentFailure('image.unreadable', 'x'),
  new AppError('page.took_too_long', 'x'),
  new AppError('storage.missing', 'x'),
  Object.assign(new Error('gone'), { code: 'ENOENT' }),
  new TypeError('x'),
  undefined,
])('does not wait for what no waiting cures: %o', (error) => {
  expect(isOutage(error)).toBe(false);
});
