import { keyRoleSchema, userNameSchema } from '@longhand/contracts';
import type { Database, UserRecord } from '@longhand/db';
import { CliError, UsageError } from '../cli-error.js';
import type { Command, CommandInput } from '../command.js';
import { entryOf } from '../system/audit-entry-of.js';
import { withRepositories } from '../system/with-repositories.js';
import { oneLine, table } from '../terminal/table.js';

export const users: Command = {
  name: 'users',
  summary: 'let people sign in with a name and a password',
  usage: '[list|add NAME|disable NAME|enable NAME|reset NAME] [--tenant NAME] [--role ROLE]',
  optionHelp: [
    ['--tenant NAME', 'tenant whose records they see; created if missing (default: default)'],
    ['--role ROLE', 'add: clerk, reviewer, auditor or admin (default: clerk)'],
  ],
  examples: [
    'longhand users add joy.smith --role reviewer',
    'longhand users disable joy.smith',
    'longhand users reset joy.smith --tenant clinic-a',
  ],
  options: { tenant: { type: 'string' }, role: { type: 'string' } },

  run(input) {
    const [action = 'list', typed] = input.words;
    const work = { list, add, disable, enable, reset }[action];
    if (!work) throw new UsageError(`users: unknown action "${action}". Use list, add, disable, enable or reset.`);
    const name = userNameSchema.safeParse(typed ?? '');
    if (work !== list && !name.success) throw new UsageError(`users ${action}: give a name of letters and digits.`);
    const tenant = typeof input.values.tenant === 'string' ? input.values.tenant : 'default';
    return withRepositories(input, async (db) =>
      work({ ...input, db, tenantId: await db.tenants.ensure(tenant), name: name.data ?? '' }),
    );
  },
};

type Work = CommandInput & { db: Database; tenantId: string; name: string };

async function list({ db, tenantId, out }: Work): Promise<number> {
  const people = await db.users.list(tenantId);
  for (const one of people) out.json(one);
  const rows = people.map(({ name, role, createdAt, disabledAt, mustChange }) => [
    oneLine(name),
    role,
    createdAt.toISOString().slice(0, 10),
    disabledAt ? 'disabled' : mustChange ? 'has not signed in yet' : 'active',
  ]);
  out.text(rows.length === 0 ? 'There is nobody.' : table([['name', 'role', 'made', 'state'], ...rows]));
  return 0;
}

async function add(work: Work): Promise<number> {
  const { db, tenantId, name, values } = work;
  const role = keyRoleSchema.default('clerk').safeParse(values.role);
  if (!role.success) throw new UsageError('users: --role must be clerk, reviewer, auditor or admin.');
  const { hashPassword, newPassword } = await import('@longhand/db');
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  const made = await db.together(tenantId, async ({ users: people, audit }) => {
    const user = await people.create(tenantId, { name, role: role.data, passwordHash, mustChange: true });
    if (!user) throw new CliError('this name is taken. Choose another one.');
    await audit.append(entryOf(tenantId, 'user.create', user.userId, { role: user.role }));
    return user;
  });
  return giveOut(work, made, password);
}

const disable = (work: Work): Promise<number> => setDisabled(work, true);
const enable = (work: Work): Promise<number> => setDisabled(work, false);

async function setDisabled(work: Work, isDisabled: boolean): Promise<number> {
  const { db, tenantId } = work;
  const user = await find(work);
  await db.together(tenantId, async ({ users: people, audit }) => {
    await people.change(tenantId, user.userId, { isDisabled });
    const changes = { isDisabled: [user.disabledAt !== undefined, isDisabled] };
    await audit.append(entryOf(tenantId, 'user.change', user.userId, changes));
  });
  work.out.json({ name: user.name, isDisabled });
  work.out.text(isDisabled ? `${user.name} is signed out and cannot sign in.` : `${user.name} can sign in again.`);
  return 0;
}

async function reset(work: Work): Promise<number> {
  const user = await find(work);
  const { hashPassword, newPassword } = await import('@longhand/db');
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  const { db, tenantId } = work;
  await db.together(tenantId, async ({ users: people, audit }) => {
    await people.setPassword(tenantId, user.userId, { passwordHash, mustChange: true });
    await audit.append(entryOf(tenantId, 'user.reset', user.userId));
  });
  return giveOut(work, user, password);
}

async function find({ db, tenantId, name }: Work): Promise<UserRecord> {
  const user = await db.users.findByName(tenantId, name);
  if (user) return user;
  throw new CliError('there is no such person. "longhand users list" shows everyone.');
}

function giveOut({ out }: Work, { name, role }: UserRecord, password: string): number {
  out.json({ name, role, password });
  out.text(`${name} (${role}) signs in once with this password and then chooses a new one: ${password}`);
  out.note('The password is shown only once, because only its hash is stored.');
  return 0;
}
