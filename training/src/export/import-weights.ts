import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  assertWeightsFit,
  buildNetwork,
  decodeSafetensors,
  type ModelManifest,
  type ModelEntry,
  modelEntrySchema,
  readModelManifest,
} from '@longhand/inference';
import { AppError } from '@longhand/core';
import { writeWhole } from '../basics/write-whole.js';

/** Everything about a model that its weights do not tell; see `ModelEntry`. */
export type ModelDescription = Omit<ModelEntry, 'file' | 'sha256' | 'bytes'>;

export interface ImportOptions {
  readonly modelsDir: string;
  readonly weightsFile: string;
  readonly description: ModelDescription;
  /**
   * False keeps only the figures and the sha256 in the manifest, for weights that are too large for
   * the repository.
   */
  readonly keepWeights?: boolean;
  /** An SVG of the run, kept beside the weights as `NAME.svg`. */
  readonly curves?: string | undefined;
  /** Makes this model the manifest's default. */
  readonly asDefault?: boolean;
}

/**
 * Copies a safetensors file into the models directory and writes or replaces its manifest entry,
 * after checking that the weights are those of the described network. Throws
 * `model.description_invalid`, `model.weights_mismatch` or `model.weights_unreadable`.
 */
export async function importWeights(options: ImportOptions): Promise<ModelEntry> {
  const { modelsDir, weightsFile, description, keepWeights = true, asDefault = false } = options;
  const bytes = await readFile(weightsFile);
  const file = keepWeights ? { file: `${description.name}.safetensors` } : {};
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const parsed = modelEntrySchema.safeParse({ ...description, ...file, sha256, bytes: bytes.length });
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0];
    throw new AppError(
      'model.description_invalid',
      `The description of the weights is not valid (${path.join('.')}: ${message}).`,
    );
  }
  const entry = parsed.data;
  assertWeightsFit(buildNetwork(entry.network), decodeSafetensors(bytes));
  if (entry.file) await writeWhole(join(modelsDir, entry.file), bytes);
  if (options.curves) await writeWhole(join(modelsDir, `${entry.name}.svg`), options.curves);
  await putEntry(modelsDir, entry, asDefault);
  return entry;
}

/** Replaces the entry of the same name or adds it; entries stand in the order of their names. */
export async function putEntry(modelsDir: string, entry: ModelEntry, asDefault = false): Promise<void> {
  const manifest = await readModelManifest(modelsDir).catch((error: unknown): ModelManifest => {
    if (error instanceof AppError && error.code === 'model.manifest_missing')
      return { version: 1, default: entry.name, models: [] };
    throw error;
  });
  const models = [...manifest.models.filter(({ name }) => name !== entry.name), entry];
  models.sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const changed: ModelManifest = { ...manifest, ...(asDefault && { default: entry.name }), models };
  await writeWhole(join(modelsDir, 'manifest.json'), `${JSON.stringify(changed, null, 2)}\n`);
}
