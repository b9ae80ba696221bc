import { keyRoleSchema } from '@longhand/contracts';
import type { Database, KeyRole } from '@longhand/db';
import { UsageError } from '../cli-error.js';
import type { Command, CommandInput } from '../command.js';
import { entryOf } from '../system/audit-entry-of.js';
import { withRepositories } from '../system/with-repositories.js';
import { oneLine, table } from '../terminal/table.js';

const dayMs = 86_400_000;

export const key: Command = {
  name: 'key',
  summary: 'make, list and revoke API keys, directly in the database',
  usage:
    '[create|list|revoke PREFIX|confirm PREFIX] [--tenant NAME] [--name WHAT_FOR] [--role ROLE] [--days N] [--force]',
  optionHelp: [
    ['--tenant NAME', 'tenant whose records the key opens; created if missing (default: default)'],
    ['--name WHAT_FOR', 'what the key is for, as shown in lists of keys (default: command line)'],
    ['--role ROLE', 'clerk, reviewer, auditor or admin (default: admin)'],
    ['--days N', 'number of days that the key is valid (default: until it is revoked)'],
    ['--force', 'revoke: revoke it even if it is the last administrator key'],
  ],
  examples: [
    'longhand key --tenant clinic-a --name scanner --role clerk --days 365',
    'longhand key list --tenant clinic-a',
    'longhand key revoke 4fYyq0nZ2XkA --tenant clinic-a',
    'longhand key confirm 4fYyq0nZ2XkA --tenant clinic-a    # after a restore',
  ],
  options: {
    tenant: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
    days: { type: 'string' },
    force: { type: 'boolean' },
  },

  run(input) {
    const [action = 'create', prefix] = input.words;
    const tenant = typeof input.values.tenant === 'string' ? input.values.tenant : 'default';
    const work = { create: createKey, list: listKeys, revoke: revokeKey, confirm: confirmKey }[action];
    if (!work) throw new UsageError(`key: unknown action "${action}". Use create, list, revoke or confirm.`);
    return withRepositories(input, async (db) =>
      work(db, await db.tenants.ensure(tenant), { ...input, tenant, prefix }),
    );
  },
};

type KeyInput = CommandInput & { tenant: string; prefix: string | undefined };

async function createKey(db: Database, tenantId: string, { values, tenant, out }: KeyInput): Promise<number> {
  const name = typeof values.name === 'string' ? values.name : 'command line';
  const expiresAt = expiryOf(values.days);
  const role = roleOf(values.role);
  const made = await db.together(tenantId, async ({ apiKeys, audit }) => {
    const created = await apiKeys.create(tenantId, name, { role, ...(expiresAt && { expiresAt }) });
    await audit.append(entryOf(tenantId, 'key.create', created.keyId, { role, expiresAt: expiresAt ?? null }));
    return created;
  });
  out.json({ tenant, apiKey: made.key, ...(expiresAt && { expiresAt }) });
  out.text(made.key);
  out.note('This key is shown only once, because only its hash is stored.');
  return 0;
}

async function listKeys(db: Database, tenantId: string, { out }: KeyInput): Promise<number> {
  const keys = await db.apiKeys.list(tenantId);
  for (const one of keys) out.json(one);
  const day = (date: Date | undefined) => date?.toISOString().slice(0, 10) ?? '';
  const rows = keys.map(({ prefix, role, name, createdAt, expiresAt, revokedAt, restoredAt }) => [
    prefix,
    role,
    day(createdAt),
    day(expiresAt),
    restoredAt ? 'to be confirmed' : day(revokedAt),
    oneLine(name),
  ]);
  out.text(
    rows.length === 0
      ? 'There are no keys.'
      : table([['prefix', 'role', 'made', 'expires', 'revoked', 'for'], ...rows]),
  );
  return 0;
}

async function revokeKey(db: Database, tenantId: string, { values, prefix, out }: KeyInput): Promise<number> {
  const found = (await db.apiKeys.list(tenantId)).find((one) => one.prefix === prefix && !one.revokedAt);
  if (!found) throw new UsageError('key revoke: give the prefix of a key that "longhand key list" shows as valid.');
  await db.together(tenantId, async ({ apiKeys, audit }) => {
    const role = await apiKeys.revoke(tenantId, found.keyId, { isLastAllowed: values.force === true });
    await audit.append(entryOf(tenantId, 'key.revoke', found.keyId, { role }));
  });
  out.json({ revoked: prefix });
  out.text(`The key ${prefix} is revoked.`);
  return 0;
}

/** A key of a backup may have been revoked after the backup: a person says that it was not. */
async function confirmKey(db: Database, tenantId: string, { prefix, out }: KeyInput): Promise<number> {
  const found = (await db.apiKeys.list(tenantId)).find((one) => one.prefix === prefix && one.restoredAt);
  if (!found)
    throw new UsageError('key confirm: name the prefix of a key that "longhand key list" shows as to be confirmed.');
  await db.together(tenantId, async ({ apiKeys, audit }) => {
    const role = await apiKeys.confirm(tenantId, found.keyId);
    await audit.append(entryOf(tenantId, 'key.confirm', found.keyId, { role }));
  });
  out.json({ confirmed: prefix });
  out.text(`The key ${prefix} is valid again.`);
  return 0;
}

function roleOf(value: unknown): KeyRole {
  const role = keyRoleSchema.default('admin').safeParse(value);
  if (role.success) return role.data;
  throw new UsageError('key: --role must be clerk, reviewer, auditor or admin.');
}

function expiryOf(value: unknown): Date | undefined {
  if (value === undefined) return undefined;
  const days = Number(value);
  if (Number.isInteger(days) && days >= 1 && days <= 3650) return new Date(Date.now() + days * dayMs);
  throw new UsageError('key: --days must be a whole number from 1 to 3650.');
}
