import type { KeyRole } from '@longhand/db';

/** Whoever a request comes from, as its credential says. */
export interface Principal {
  kind: 'key' | 'user' | 'token';
  tenantId: string;
  /** For the audit and for corrections: `key:...`, `user:...` or `oidc:...`. */
  actor: string;
  name: string;
  role: KeyRole;
  /** False for one that is known and may no longer come in: revoked, expired, disabled. */
  isValid: boolean;
  /** Of a person who signed in with a password. */
  session?: { sessionId: string; userId: string; mustChange: boolean };
}
