import { expect, it } from 'vitest';
import type { Me } from '../api/client.js';
import { may } from './may.js';

const clerk: Me = {
  kind: 'user',
  name: 'ada',
  role: 'clerk',
  permissions: ['records.read', 'records.write'],
  mustChangePassword: false,
};

it('is what the role allows, and nothing before the server has said who it is', () => {
  expect(may(clerk, 'records.write')).toBe(true);
  expect(may(clerk, 'words.correct')).toBe(false);
  expect(may(undefined, 'records.read')).toBe(false);
});

it('is more in an emergency, but no more than an emergency opens', () => {
  const broken = { ...clerk, emergencyUntil: '2026-05-04T08:00:00.000Z' };
  expect(may(broken, 'words.correct')).toBe(true);
  expect(may(broken, 'records.delete')).toBe(false);
});
