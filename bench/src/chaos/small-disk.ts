import { spawnSync } from 'node:child_process';
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';

const chunk = Buffer.alloc(2 ** 20);

/**
 * Makes `folder` a file system in memory with a limit, where this user may (root on Linux).
 * @returns whether it is one now
 */
export async function mountSmallDisk(folder: string, sizeMib = 700): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMib}m,mode=0755`, 'tmpfs', folder]).status === 0;
}

export function unmountSmallDisk(folder: string): void {
  spawnSync('umount', ['-l', folder]);
}

/**
 * Fills the file system of `folder`, to its last byte or until `leaveBytes` are free, with a file
 * that a second call goes on with.
 * @returns what makes room again
 */
export async function fillDisk(folder: string, leaveBytes = 0): Promise<() => Promise<void>> {
  const path = join(folder, 'ballast');
  const file = await open(path, 'a');
  try {
    for (const piece of [chunk, chunk.subarray(0, 4096)]) await writeUntilFull(file, piece, { folder, leaveBytes });
  } finally {
    await file.close();
  }
  return () => rm(path, { force: true });
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function writeUntilFull(
  file: Awaited<ReturnType<typeof open>>,
  piece: Buffer,
  { folder, leaveBytes }: { folder: string; leaveBytes: number },
): Promise<void> {
  while (leaveBytes === 0 || (await freeBytes(folder)) >= leaveBytes) {
    try {
      await file.write(piece);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return;
      throw error;
    }
  }
}
