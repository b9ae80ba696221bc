import { spawnSync } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

const sizeMib = 700;
const chunk = Buffer.alloc(2 ** 20);

/**
 * Makes `folder` a file system in memory with a limit, where this user may (root on Linux).
 * @returns whether it is one now
 */
export async function mountSmallDisk(folder: string): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMib}m,mode=0755`, 'tmpfs', folder]).status === 0;
}

export function unmountSmallDisk(folder: string): void {
  spawnSync('umount', ['-l', folder]);
}

/** Fills the file system of `folder` to its last byte. @returns what makes room again */
export async function fillDisk(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'ballast');
  const file = await open(path, 'w');
  try {
    for (const piece of [chunk, chunk.subarray(0, 4096)]) await writeUntilFull(file, piece);
  } finally {
    await file.close();
  }
  return () => rm(path, { force: true });
}

async function writeUntilFull(file: Awaited<ReturnType<typeof open>>, piece: Buffer): Promise<void> {
  for (;;) {
    try {
      await file.write(piece);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return;
      throw error;
    }
  }
}
