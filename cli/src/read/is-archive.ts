import { open } from 'node:fs/promises';
import { sniffMediaType } from '@longhand/core';

const headBytes = 64;

/** Whether a file is a ZIP archive, by its first bytes; false for one that cannot be opened. */
export async function isArchive(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return sniffMediaType(buffer.subarray(0, bytesRead)) === 'application/zip';
  } finally {
    await file.close();
  }
}
