import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CliError } from '../cli-error.js';
import type { BackupFolder } from './backup-folder.js';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

export const backedUpObjectSchema = z.object({
  key: z.string(),
  sizeBytes: z.number().int(),
  sha256: sha256Schema,
  contentType: z.string(),
});
export type BackedUpObject = z.infer<typeof backedUpObjectSchema>;

const manifestSchema = z.object({
  /** 1: never sealed, from before there was a key. */
  format: z.enum(['longhand-backup-1', 'longhand-backup-2']),
  createdAt: z.iso.datetime(),
  migrations: z.array(z.string()),
  /** Files under database/, each the rows of a table, and objects.ndjson. */
  files: z.record(z.string(), z.object({ lines: z.number().int(), sha256: sha256Schema })),
  objectBytes: z.number().int(),
  /**
   * Originals that were gone when they were to be copied: their documents were deleted meanwhile.
   */
  vanished: z.array(z.string()),
  /** Absent where the files are in the clear. */
  sealing: z.object({ keyId: z.string(), salt: sha256Schema }).optional(),
});
export type BackupManifest = z.infer<typeof manifestSchema>;

export const OBJECT_LIST = 'objects.ndjson.gz';
export const tableFile = (table: string): string => `database/${table}.ndjson.gz`;

/** The manifest is written last: a folder without one is half a backup. */
export async function writeManifest({ dir, sealer }: BackupFolder, manifest: BackupManifest): Promise<void> {
  const signature = sealer?.sign(JSON.stringify(manifestSchema.parse(manifest)));
  const text = JSON.stringify({ ...manifest, signature }, null, 2);
  await writeFile(join(dir, 'manifest.json'), `${text}\n`, { flag: 'wx', mode: 0o600 });
}

/**
 * @returns the manifest, and the signature of a sealed backup, which nobody has checked yet
 * @throws CliError when the folder holds no whole backup
 */
export async function readBackupManifest(dir: string): Promise<{ manifest: BackupManifest; signature: string }> {
  try {
    const found: unknown = JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8'));
    const { signature } = z.object({ signature: z.string().default('') }).parse(found);
    return { manifest: manifestSchema.parse(found), signature };
  } catch (cause) {
    throw new CliError(`${dir} does not contain a complete backup: its manifest.json is missing or damaged.`, {
      cause,
    });
  }
}
