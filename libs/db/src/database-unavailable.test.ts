import { AppError } from '@longhand/core';
import { expect, it } from 'vitest';
import { isDatabaseAway } from './database-unavailable.js';

it.each([
  { code: 'P1001', message: "Can't reach database server" },
  {
    code: 'P2010',
    message: 'Raw query failed. Code: `57P01`. Message: `terminating connection due to unexpected postmaster exit`',
  },
  { code: '57P03', message: 'the database system is starting up' },
  { code: 'P2028', message: 'Transaction already closed: a rollback cannot be executed on an expired transaction.' },
  {
    code: 'P2010',
    message: 'Raw query failed. Code: `57014`. Message: `canceling statement due to statement timeout`',
  },
  { meta: { driverAdapterError: { cause: { kind: 'ConnectionClosed' } } } },
  new Error('timeout exceeded when trying to connect'),
  new Error('Connection terminated unexpectedly'),
  new Error('Connection terminated due to connection timeout'),
  { code: 'P2024' },
  { code: 'P2028', message: 'Transaction API error: Unable to start a transaction in the given time.' },
  { code: 'P2039', message: 'Database error. Code: `57P01`. Message: `terminating connection`' },
  { code: 'ECONNREFUSED' },
  { name: 'DriverAdapterError', cause: { kind: 'postgres', originalCode: '57P01' } },
  new Error('outer', { cause: new Error('Connection terminated') }),
])('a server that is away: %o', (error) => {
  expect(isDatabaseAway(error)).toBe(true);
});

it.each([
  { code: 'P2002' },
  { code: 'P2010', message: 'Raw query failed. Code: `42601`' },
  new Error('57P01'),
  { code: 'P2039', message: 'Database error. Code: `42501`. Message: `permission denied`' },
  undefined,
  new AppError('storage.unavailable', 'Away.', { cause: { code: 'ECONNREFUSED' } }),
])('a query that is wrong: %o', (error) => {
  expect(isDatabaseAway(error)).toBe(false);
});
