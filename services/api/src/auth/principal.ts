import type { KeyRole } from '@longhand/db';

/** The caller of a request, identified by its credential. */
export interface Principal {
  kind: 'key' | 'user' | 'token';
  tenantId: string;
  /** For the audit and for corrections: `key:...`, `user:...` or `oidc:...`. */
  actor: string;
  name: string;
  role: KeyRole;
  /** False for a known caller without access: revoked, expired, disabled. */
  isValid: boolean;
  /** Of a person who signed in with a password. */
  session?: { sessionId: string; userId: string; mustChange: boolean };
}
