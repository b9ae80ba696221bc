import type { Me } from '../api/client.js';

/** What the page asks about; the server decides about each request itself. */
export type AskedPermission =
  | 'records.read'
  | 'records.write'
  | 'records.delete'
  | 'words.correct'
  | 'keys.manage'
  | 'users.manage'
  | 'audit.read';

const inEmergency: readonly AskedPermission[] = ['records.read', 'records.write', 'words.correct'];

/**
 * Whether somebody may do this, by the role or by an emergency that holds; nobody may anything
 * until the server has said who it is.
 */
export const may = (me: Me | undefined, permission: AskedPermission): boolean =>
  me !== undefined &&
  (me.permissions.includes(permission) || (me.emergencyUntil !== undefined && inEmergency.includes(permission)));
