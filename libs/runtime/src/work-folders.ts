import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Where files in hand lie: one folder for each kind of process, and one of it for each user, who
 * could not write into another's.
 */
export function workFoldersRoot(kind: string): string {
  return join(tmpdir(), `longhand-${kind}-${process.getuid?.() ?? 'user'}`);
}

/**
 * Makes an empty folder that only this user can read; its name says whose it is:
 * `<host>~<pid>~<random>`.
 */
export async function makeWorkFolder(root: string): Promise<string> {
  // Each time: what cleans the temporary folder may have taken it.
  await mkdir(root, { recursive: true, mode: 0o700 });
  return mkdtemp(join(root, `${hostname()}~${process.pid}~`));
}

export interface ClearOptions {
  /**
   * Before this process makes a folder: one with its own number is then of an earlier process, as
   * in a container, where every start has the same.
   */
  isStart?: boolean;
  /**
   * Folders of other hosts, whose processes cannot be seen from here, go when nothing in them was
   * written for so long, ms.
   */
  foreignAfterMs?: number;
}

const oneDayMs = 24 * 3_600_000;

/**
 * Removes what processes that were killed have left behind.
 * @returns the number of folders that were removed
 */
export async function clearDeadFolders(
  root: string,
  { isStart = false, foreignAfterMs = oneDayMs }: ClearOptions = {},
): Promise<number> {
  const names = await readdir(root).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  let count = 0;
  for (const name of names) {
    const [host, pid] = name.split('~');
    if (!/^\d+$/.test(pid ?? '')) continue;
    if (host === hostname() && isAlive(Number(pid)) && !(isStart && Number(pid) === process.pid)) continue;
    if (host !== hostname() && (await idleMs(join(root, name))) < foreignAfterMs) continue;
    await rm(join(root, name), { recursive: true, force: true });
    count += 1;
  }
  return count;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Time since anything in a folder was written, ms; 0 for one that is gone. */
async function idleMs(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const stats = await Promise.all(['', ...names].map((name) => stat(join(folder, name)).catch(() => undefined)));
  const newest = Math.max(...stats.map((one) => one?.mtimeMs ?? 0));
  return newest === 0 ? 0 : Date.now() - newest;
}
