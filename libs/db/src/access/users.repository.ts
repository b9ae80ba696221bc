import type { UserChange } from '@longhand/contracts';
import type { Client } from '../prisma.js';
import type { KeyRole } from './api-keys.repository.js';

export interface UserRecord {
  userId: string;
  name: string;
  role: KeyRole;
  mustChange: boolean;
  createdAt: Date;
  disabledAt?: Date;
}

/** What signing in needs to know. */
export interface UserWithPassword extends UserRecord {
  passwordHash: string;
  passwordChangedAt: Date;
}

export interface NewUserRecord {
  /** In lower case. */
  name: string;
  role: KeyRole;
  passwordHash: string;
  mustChange: boolean;
}

export interface UsersRepository {
  /** Undefined if the tenant already has a person with this name. */
  create(tenantId: string, user: NewUserRecord): Promise<UserRecord | undefined>;
  /** By name. */
  list(tenantId: string): Promise<UserRecord[]>;
  get(tenantId: string, userId: string): Promise<UserWithPassword | undefined>;
  findByName(tenantId: string, name: string): Promise<UserWithPassword | undefined>;
  /** A disabled person is signed out everywhere. Undefined if there is no such user. */
  change(tenantId: string, userId: string, change: UserChange): Promise<UserRecord | undefined>;
  /** Signs the user out everywhere but in `keptSessionId`. False when there is no such user. */
  setPassword(
    tenantId: string,
    userId: string,
    password: Pick<NewUserRecord, 'passwordHash' | 'mustChange'>,
    keptSessionId?: string,
  ): Promise<boolean>;
}

export function usersRepository(client: Client): UsersRepository {
  const endSessions = (tenantId: string, userId: string, keptId?: string) =>
    client.userSession.updateMany({
      where: { tenantId, userId, endedAt: null, ...(keptId !== undefined && { id: { not: keptId } }) },
      data: { endedAt: new Date() },
    });
  return {
    async create(tenantId, user) {
      const [row] = await client.appUser.createManyAndReturn({ data: [{ tenantId, ...user }], skipDuplicates: true });
      return row && toView(row);
    },

    async list(tenantId) {
      return (await client.appUser.findMany({ where: { tenantId }, orderBy: { name: 'asc' } })).map(toView);
    },

    async get(tenantId, userId) {
      const row = await client.appUser.findFirst({ where: { tenantId, id: userId } });
      return row ? withPassword(row) : undefined;
    },

    async findByName(tenantId, name) {
      const row = await client.appUser.findFirst({ where: { tenantId, name } });
      return row ? withPassword(row) : undefined;
    },

    async change(tenantId, userId, { role, isDisabled }) {
      const [row] = await client.appUser.updateManyAndReturn({
        where: { tenantId, id: userId },
        data: {
          ...(role && { role }),
          ...(isDisabled !== undefined && { disabledAt: isDisabled ? new Date() : null }),
        },
      });
      if (row && isDisabled) await endSessions(tenantId, userId);
      return row && toView(row);
    },

    async setPassword(tenantId, userId, password, keptSessionId) {
      const { count } = await client.appUser.updateMany({
        where: { tenantId, id: userId },
        data: { ...password, passwordChangedAt: new Date() },
      });
      if (count > 0) await endSessions(tenantId, userId, keptSessionId);
      return count > 0;
    },
  };
}

interface UserRow {
  id: string;
  name: string;
  role: string;
  mustChange: boolean;
  createdAt: Date;
  disabledAt: Date | null;
}

const withPassword = (
  row: UserRow & Pick<UserWithPassword, 'passwordHash' | 'passwordChangedAt'>,
): UserWithPassword => ({
  ...toView(row),
  passwordHash: row.passwordHash,
  passwordChangedAt: row.passwordChangedAt,
});

function toView({ id, name, role, mustChange, createdAt, disabledAt }: UserRow): UserRecord {
  return { userId: id, name, role: role as KeyRole, mustChange, createdAt, ...(disabledAt && { disabledAt }) };
}
