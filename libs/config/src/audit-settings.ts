import { z } from 'zod';
import { define, wholeNumber } from './setting.js';

/** How often the audit logs are checked, and how their ends are anchored outside the database. */
export const auditSettings = {
  checkHours: define(
    'AUDIT_CHECK_HOURS',
    wholeNumber(1, 24 * 31),
    24,
    'Hours between two checks of all audit logs. One API instance does it; the result is in /metrics.',
  ),
  anchorKey: define('AUDIT_ANCHOR_KEY', z.string(), '', {
    doc:
      'Ed25519 private key that signs the ends of the audit logs after each check: PKCS #8 as PEM, or its DER in ' +
      'base64 (`openssl genpkey -algorithm ed25519 -outform DER | base64 -w0`). Keep it from whoever owns the ' +
      'database. If it is not set, nothing is anchored.',
    isSecret: true,
  }),
  anchorFile: define(
    'AUDIT_ANCHOR_FILE',
    z.string(),
    '',
    'File that each signed anchor is added to, best on another machine. Later checks compare the logs with it. ' +
      'Anchors are always written to the log of the API as well. Start a new file with a new key.',
  ),
};
