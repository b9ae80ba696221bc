import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  assertWeightsFit,
  decodeSafetensors,
  type LineManifest,
  type LineModelEntry,
  lineModelSchema,
  lineNetwork,
  readLineManifest,
  readSafetensorsMetadata,
} from '@longhand/inference';
import { AppError } from '@longhand/core';
import { writeWhole } from '../basics/write-whole.js';
import { ASCII } from './fold-text.js';

/** Everything about a line model that its weight file does not tell. */
export type LineModelDescription = Pick<
  LineModelEntry,
  'name' | 'description' | 'limits' | 'data' | 'licence' | 'command' | 'temperature' | 'calibration' | 'figures'
> &
  Partial<Pick<LineModelEntry, 'uncertainBelow'>>;

/**
 * Writes or replaces the entry of `NAME.safetensors`, which lies in the models directory, in
 * `lines.json`; the first one becomes the default. Network settings and alphabet come from the
 * weight file itself; without an alphabet it is printable ASCII. Throws
 * `model.description_invalid`, `model.weights_mismatch` or `model.weights_unreadable`.
 */
export async function registerLineModel(modelsDir: string, description: LineModelDescription): Promise<LineModelEntry> {
  const file = `${description.name}.safetensors`;
  const bytes = await readFile(join(modelsDir, file));
  const weights = decodeSafetensors(bytes);
  const { settings = '{}', alphabet = ASCII } = readSafetensorsMetadata(bytes);
  const parsed = lineModelSchema.safeParse({
    ...description,
    file,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    network: { kind: 'fcn-lines', classes: alphabet.length + 1, ...JSON.parse(settings) },
    alphabet,
  });
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0];
    throw new AppError(
      'model.description_invalid',
      `The description of the line model is not valid (${path.join('.')}: ${message}).`,
    );
  }
  const entry = parsed.data;
  assertWeightsFit(lineNetwork(entry.network), weights);
  const manifest = await readLineManifest(modelsDir).catch((error: unknown): LineManifest => {
    if (error instanceof AppError && error.code === 'model.manifest_missing')
      return { version: 1, default: entry.name, models: [] };
    throw error;
  });
  const models = [...manifest.models.filter(({ name }) => name !== entry.name), entry];
  models.sort((a, b) => a.name.localeCompare(b.name, 'en'));
  await writeWhole(join(modelsDir, 'lines.json'), `${JSON.stringify({ ...manifest, models }, null, 2)}\n`);
  return entry;
}
