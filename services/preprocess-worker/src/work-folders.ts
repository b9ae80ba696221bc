import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the originals in hand lie: one folder for this kind of worker, and one of it for each user, who could not write into another's. */
export function workFoldersRoot(): string {
  return join(tmpdir(), `longhand-preprocess-worker-${process.getuid?.() ?? 'user'}`);
}

/** Makes an empty folder that only this user can read; its name says whose it is: `<host>~<pid>~<random>`. */
export async function makeWorkFolder(root = workFoldersRoot()): Promise<string> {
  // Each time: what cleans the temporary folder may have taken it.
  await mkdir(root, { recursive: true, mode: 0o700 });
  return mkdtemp(join(root, `${hostname()}~${process.pid}~`));
}

/**
 * Removes what processes that were killed have left behind. To be called before this process makes a folder: one with its own number is
 * then of an earlier process, as in a container, where every start has the same. Folders of other hosts, whose processes cannot be seen
 * from here, stay.
 * @returns the number of folders that were removed
 */
export async function clearDeadFolders(root = workFoldersRoot()): Promise<number> {
  const names = await readdir(root).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const dead = names.filter((name) => {
    const [host, pid] = name.split('~');
    return host === hostname() && /^\d+$/.test(pid ?? '') && !isAlive(Number(pid));
  });
  for (const name of dead) await rm(join(root, name), { recursive: true, force: true });
  return dead.length;
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
