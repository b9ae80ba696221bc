import { z } from 'zod';
import { define, wholeNumber } from './setting.js';

/** Where and how often backups are written, and their encryption key. */
export const backupSettings = {
  dir: define(
    'BACKUP_DIR',
    z.string(),
    '',
    'Folder for scheduled backups, best on another disk. If it is set, `longhand up` backs itself up; elsewhere ' +
      '`longhand backup --schedule` does.',
  ),
  intervalHours: define('BACKUP_INTERVAL_HOURS', wholeNumber(1, 24 * 31), 24, 'Hours between two scheduled backups.'),
  keep: define(
    'BACKUP_KEEP',
    wholeNumber(1, 10_000),
    7,
    'Number of scheduled backups to keep. Older ones are deleted after a newer one is complete.',
  ),
  key: define('BACKUP_KEY', z.string(), '', {
    doc:
      'Key that encrypts backups: 32 random bytes in base64 (`openssl rand -base64 32`). The launcher creates a key ' +
      'in the data folder. Keep a copy elsewhere: without the key, no backup can be restored.',
    isSecret: true,
  }),
};
