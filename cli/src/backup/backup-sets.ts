import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** A scheduled backup; its name is the time at which it was begun. */
export interface BackupSet {
  dir: string;
  createdAt: Date;
}

const namePattern = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z$/;
const draftSuffix = '.unfinished';
const datedSchema = z.object({ createdAt: z.coerce.date() });

/** A name for a backup that begins now, such as `2026-11-22T03-00-00Z`. */
export const backupSetName = (at: Date): string => `${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z`;

/** Where a backup is written until it is whole. */
export const draftOf = (dir: string, name: string): string => join(dir, `${name}${draftSuffix}`);

/** Gives a whole backup its name. @returns its folder */
export async function finishDraft(dir: string, name: string): Promise<string> {
  await rename(draftOf(dir, name), join(dir, name));
  return join(dir, name);
}

/** The whole backups in a folder, newest first. What has another name is somebody's own and left alone. */
export async function listBackupSets(dir: string): Promise<BackupSet[]> {
  const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const sets: BackupSet[] = [];
  for (const name of names.filter((one) => namePattern.test(one))) {
    const text = await readFile(join(dir, name, 'manifest.json'), 'utf8').catch(() => undefined);
    const dated = text === undefined ? undefined : datedSchema.safeParse(JSON.parse(text));
    if (dated?.success) sets.push({ dir: join(dir, name), createdAt: dated.data.createdAt });
  }
  return sets.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

/**
 * Deletes all but the newest `keep` whole backups, and what a killed process left half-written.
 * @returns the folders that went
 */
export async function pruneBackupSets(dir: string, keep: number): Promise<string[]> {
  const old = (await listBackupSets(dir)).slice(keep).map((set) => set.dir);
  const drafts = (await readdir(dir))
    .filter((name) => name.endsWith(draftSuffix) && namePattern.test(name.slice(0, -draftSuffix.length)))
    .map((name) => join(dir, name));
  for (const gone of [...old, ...drafts]) await rm(gone, { recursive: true, force: true });
  return [...old, ...drafts];
}
