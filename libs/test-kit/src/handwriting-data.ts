import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * The folder of handwriting data: LONGHAND_DATA, or shared/data beside the checkout. Undefined when
 * there is none, so that a test can skip by name; throws where CI is set, because there the data
 * must be present, unless LONGHAND_DATA_OPTIONAL says that this machine cannot have it.
 */
export function findHandwritingData(env: NodeJS.ProcessEnv): string | undefined {
  const folder = env.LONGHAND_DATA ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));
  if (existsSync(join(folder, 'chars'))) return folder;
  if (env.CI && !env.LONGHAND_DATA_OPTIONAL)
    throw new Error('The handwriting data is missing: set LONGHAND_DATA to its folder.');
  return undefined;
}

export interface DigitImages {
  count: number;
  /** 28 x 28 bytes each, 0 = paper, 255 = ink. */
  images: Uint8Array;
  labels: Uint8Array;
}

/** MNIST digits of the handwriting data: 60,000 of `train`, 10,000 of `test`. */
export function readMnist(data: string, part: 'train' | 'test'): DigitImages {
  const stem = join(data, 'chars', 'mnist', part === 'train' ? 'train' : 't10k');
  const images = gunzipSync(readFileSync(`${stem}-images-idx3-ubyte.gz`)).subarray(16);
  const labels = gunzipSync(readFileSync(`${stem}-labels-idx1-ubyte.gz`)).subarray(8);
  return { count: labels.length, images, labels };
}
