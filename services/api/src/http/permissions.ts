import type { KeyRole } from '@longhand/db';
import { SetMetadata } from '@nestjs/common';

export type Permission =
  | 'records.read'
  | 'records.write'
  | 'records.delete'
  | 'words.correct'
  | 'review.change'
  | 'retention.change'
  | 'keys.manage'
  | 'users.manage'
  | 'audit.read'
  | 'system.read'
  | 'self.use';

const everybody: readonly Permission[] = ['system.read', 'self.use'];
const handling: readonly Permission[] = [...everybody, 'records.read', 'records.write'];

/** The permissions of each role. An auditor sees who did what, but no records. */
const permissions: Readonly<Record<KeyRole, readonly Permission[]>> = {
  clerk: handling,
  reviewer: [...handling, 'words.correct'],
  auditor: [...everybody, 'audit.read'],
  admin: [
    ...handling,
    'words.correct',
    'review.change',
    'records.delete',
    'retention.change',
    'keys.manage',
    'users.manage',
    'audit.read',
  ],
};

export const mayDo = (role: KeyRole, permission: Permission): boolean => permissions[role].includes(permission);

/** The permissions that emergency access adds to a person's role. */
export const emergencyPermissions: readonly Permission[] = ['records.read', 'records.write', 'words.correct'];

export const permissionsOf = (role: KeyRole): readonly Permission[] => permissions[role];

export const NEEDS = 'longhand:needs';

/**
 * The permission that a route needs. Without it, a GET or HEAD needs `records.read` and every other
 * method `records.write`.
 */
export const Needs = (permission: Permission) => SetMetadata(NEEDS, permission);

export const neededByMethod = (method: string): Permission =>
  method === 'GET' || method === 'HEAD' ? 'records.read' : 'records.write';
