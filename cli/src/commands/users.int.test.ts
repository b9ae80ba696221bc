import { loadConfig } from '@longhand/config';
import { verifyPassword } from '@longhand/db';
import { type Seed, seedDatabase } from '@longhand/test-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CommandInput } from '../command.js';
import { users } from './users.js';

let seed: Seed;
const outside = process.env.DATABASE_URL;
beforeAll(async () => {
  seed = await seedDatabase();
  process.env.DATABASE_URL = seed.url;
});
afterAll(async () => {
  if (outside === undefined) delete process.env.DATABASE_URL;
  else process.env.DATABASE_URL = outside;
  await seed?.close();
});

async function run(words: string[], values: object = {}): Promise<Record<string, unknown>[]> {
  const results: Record<string, unknown>[] = [];
  const out = { json: (value: never) => results.push(value), text: () => undefined, note: () => undefined };
  const input = { words, values: { tenant: 'clinic', ...values }, out, config: loadConfig(), dataDir: '/nowhere' };
  await users.run(input as unknown as CommandInput);
  return results;
}

it('people are added, listed, disabled and given a new password, and all of it is written down', async () => {
  const [made] = await run(['add', 'Joy.Smith'], { role: 'reviewer' });
  expect(made).toMatchObject({ name: 'joy.smith', role: 'reviewer' });
  const tenantId = await seed.db.tenants.ensure('clinic');
  const find = () => seed.db.users.findByName(tenantId, 'joy.smith');
  expect(await verifyPassword(String(made.password), (await find())?.passwordHash)).toBe(true);
  await expect(run(['add', 'joy.smith'])).rejects.toThrow('name is taken');
  await expect(run(['add', 'joy.smith'], { role: 'root' })).rejects.toThrow('--role');
  expect(await run(['list'])).toMatchObject([{ name: 'joy.smith', role: 'reviewer', mustChange: true }]);
  await run(['disable', 'joy.smith']);
  expect(await find()).toHaveProperty('disabledAt');
  await run(['enable', 'joy.smith']);
  expect(await find()).not.toHaveProperty('disabledAt');
  const [given] = await run(['reset', 'joy.smith']);
  const hash = (await find())?.passwordHash;
  expect(await verifyPassword(String(given.password), hash)).toBe(true);
  expect(await verifyPassword(String(made.password), hash)).toBe(false);
  expect(await verifyPassword('x', undefined)).toBe(false);
  await expect(run(['reset', 'nobody'])).rejects.toThrow('no such person');
  await expect(run(['add', ''])).rejects.toThrow('give a name');
  const { rows } = await seed.db.audit.list(tenantId, { limit: 10 });
  expect(rows.map(({ actor, action }) => [actor, action]).reverse()).toEqual([
    ['command line', 'user.create'],
    ['command line', 'user.change'],
    ['command line', 'user.change'],
    ['command line', 'user.reset'],
  ]);
});
