import { expect, it } from 'vitest';
import { CredentialChecks } from './credential-checks.js';

it('asks once for all streams of a credential, and again when the answer is old', async () => {
  const asked: string[] = [];
  let isRevoked = false;
  const checks = new CredentialChecks(20, async (credential) => {
    asked.push(credential);
    return !(isRevoked && credential === 'a');
  });
  const all = await Promise.all(Array.from({ length: 100 }, (_, i) => checks.isValid(i % 2 ? 'a' : 'b')));
  expect(new Set(all)).toEqual(new Set([true]));
  expect(asked.sort()).toEqual(['a', 'b']);
  isRevoked = true;
  await new Promise((resolve) => setTimeout(resolve, 25));
  expect(await checks.isValid('a')).toBe(false);
  expect(await checks.isValid('b')).toBe(true);
});

it('asks again after a question that was not answered', async () => {
  let isAway = true;
  const checks = new CredentialChecks(60_000, () =>
    isAway ? Promise.reject(new Error('no database')) : Promise.resolve(true),
  );
  await expect(checks.isValid('a')).rejects.toThrow('no database');
  isAway = false;
  expect(await checks.isValid('a')).toBe(true);
});
