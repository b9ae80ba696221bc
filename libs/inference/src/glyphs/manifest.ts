import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@longhand/core';
import { z } from 'zod';
import { NETWORK_KINDS } from './build-network.js';

const side = z.number().int().positive();

export const modelEntrySchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  /**
   * The weights beside the manifest; absent where they are too large to keep and only the figures
   * and the sha256 stand here.
   */
  file: z
    .string()
    .regex(/^[\w.-]+$/)
    .optional(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().positive(),
  network: z.strictObject({
    kind: z.enum(NETWORK_KINDS),
    classes: side,
    input: z.strictObject({ height: side, width: side }),
    widths: z.array(side).optional(),
  }),
  input: z.string(),
  /** One character per class, in the order of the logits. */
  alphabet: z.string(),
  /** Logits are divided by this before the softmax; fitted on the validation part. */
  temperature: z.number().positive(),
  /** Which images it has seen, and so which test figures may be given for it. */
  trainedOn: z.enum(['mnist', 'emnist-pool', 'emnist-split']),
  description: z.string(),
  limits: z.string(),
  data: z.array(z.string()).min(1),
  licence: z.string(),
  command: z.string(),
  figures: z.record(z.string(), z.union([z.number(), z.string()])),
});

export const manifestSchema = z.strictObject({
  version: z.literal(1),
  default: z.string(),
  models: z.array(modelEntrySchema),
});

export type ModelEntry = z.infer<typeof modelEntrySchema>;
export type ModelManifest = z.infer<typeof manifestSchema>;

/**
 * Reads `manifest.json` of a models directory. Throws `model.manifest_invalid` with the first field
 * that is wrong.
 */
export async function readModelManifest(modelsDir: string): Promise<ModelManifest> {
  const text = await readFile(join(modelsDir, 'manifest.json'), 'utf8').catch((cause) => {
    throw new AppError(
      'model.manifest_missing',
      'There is no manifest.json in the models directory. Check the configured path.',
      { cause },
    );
  });
  return parseManifest(text);
}

export function parseManifest(text: string): ModelManifest {
  const invalid = (what: string) =>
    new AppError(
      'model.manifest_invalid',
      `The models manifest is not valid (${what}). Restore it or import the weights again.`,
    );
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalid('it is not JSON');
  }
  const result = manifestSchema.safeParse(json);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw invalid(`${issue.path.join('.')}: ${issue.message}`);
  }
  const wrong = result.data.models.find(({ alphabet, network }) => [...alphabet].length !== network.classes);
  if (wrong)
    throw invalid(
      `${wrong.name}: the alphabet has ${[...wrong.alphabet].length} characters for ${wrong.network.classes} classes`,
    );
  return result.data;
}

/** The named model, or the default one. Throws `model.unknown` with the names there are. */
export function findModel(manifest: ModelManifest, name = manifest.default): ModelEntry {
  const entry = manifest.models.find((model) => model.name === name);
  if (entry) return entry;
  const names = manifest.models.map((model) => model.name).join(', ');
  throw new AppError('model.unknown', `There is no model "${name}" in the manifest. Choose one of: ${names}.`);
}
