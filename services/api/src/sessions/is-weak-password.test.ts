import { expect, it } from 'vitest';
import { isWeakPassword } from './is-weak-password.js';

it.each([
  'password1234',
  'qwertyuiopas',
  'passwordpassword',
  '111111111111',
  '1q2w3e4r5t6y',
  'P@ssw0rd2024',
  'abcdefghijkl',
  'ada.nurse1905',
])('%s is weak', async (password) => expect(await isWeakPassword(password, ['ada.nurse'])).toBe(true));

it.each(['a long walk by the sea', 'wet stones under the bridge', 'xkq7v-pm2dh-9tzrw-c4bns'])(
  '%s is not',
  async (password) => expect(await isWeakPassword(password, ['ada.nurse'])).toBe(false),
);
