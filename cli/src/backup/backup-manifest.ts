import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CliError } from '../cli-error.js';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

export const backedUpObjectSchema = z.object({
  key: z.string(),
  sizeBytes: z.number().int(),
  sha256: sha256Schema,
  contentType: z.string(),
});
export type BackedUpObject = z.infer<typeof backedUpObjectSchema>;

const manifestSchema = z.object({
  format: z.literal('longhand-backup-1'),
  createdAt: z.iso.datetime(),
  migrations: z.array(z.string()),
  /** Files under database/, each the rows of a table, and objects.ndjson. */
  files: z.record(z.string(), z.object({ lines: z.number().int(), sha256: sha256Schema })),
  objectBytes: z.number().int(),
  /**
   * Originals that were gone when they were to be copied: their documents were deleted meanwhile.
   */
  vanished: z.array(z.string()),
});
export type BackupManifest = z.infer<typeof manifestSchema>;

export const OBJECT_LIST = 'objects.ndjson.gz';
export const tableFile = (table: string): string => `database/${table}.ndjson.gz`;

/** The manifest is written last: a folder without one is half a backup. */
export async function writeManifest(dir: string, manifest: BackupManifest): Promise<void> {
  await writeFile(join(dir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
}

/** @throws CliError when the folder holds no whole backup */
export async function readBackupManifest(dir: string): Promise<BackupManifest> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8')));
  } catch (cause) {
    throw new CliError(`${dir} holds no whole backup: its manifest.json is missing or damaged.`, { cause });
  }
}
