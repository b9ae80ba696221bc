import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@longhand/core';

/**
 * The bytes of a weights file beside its manifest, after comparing their sha256 with the
 * manifest's. Throws `model.weights_missing` or `model.weights_changed`.
 */
export async function readWeightsFile(
  modelsDir: string,
  { name, file, sha256 }: { name: string; file?: string | undefined; sha256: string },
): Promise<Uint8Array> {
  const missing = (cause?: unknown) =>
    new AppError(
      'model.weights_missing',
      `The weights of ${name} are not in the models directory. Train or import them first.`,
      { cause },
    );
  if (!file) throw missing();
  const bytes = await readFile(join(modelsDir, file)).catch((cause) => {
    throw missing(cause);
  });
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new AppError(
      'model.weights_changed',
      `The weights of ${name} are not the ones that the manifest describes. Restore the file.`,
    );
  return bytes;
}
