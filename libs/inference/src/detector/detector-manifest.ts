import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@longhand/core';
import { z } from 'zod';

const count = z.number().int().positive();

export const detectorModelSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  /** The weights beside the manifest. */
  file: z.string().regex(/^[\w.-]+$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: count,
  network: z.strictObject({ kind: z.literal('line-detector'), widths: z.array(count).length(4) }),
  description: z.string(),
  limits: z.string(),
  data: z.array(z.string()).min(1),
  licence: z.string(),
  command: z.string(),
  figures: z.record(z.string(), z.number()),
});

export const detectorManifestSchema = z.strictObject({
  version: z.literal(1),
  /**
   * How lines are found where nobody chooses: by the network or by the classical method, whichever
   * was better on validation pages.
   */
  default: z.enum(['learned', 'classical']),
  model: detectorModelSchema,
});

export type DetectorManifest = z.infer<typeof detectorManifestSchema>;

/**
 * Reads `detector.json` of a models directory. Throws `model.manifest_missing`, or
 * `model.manifest_invalid` with the first field that is wrong.
 */
export async function readDetectorManifest(modelsDir: string): Promise<DetectorManifest> {
  const text = await readFile(join(modelsDir, 'detector.json'), 'utf8').catch((cause) => {
    throw new AppError(
      'model.manifest_missing',
      'There is no detector.json in the models directory. Check the configured path, or register a line detector.',
      { cause },
    );
  });
  const invalid = (what: string) =>
    new AppError(
      'model.manifest_invalid',
      `detector.json is not valid (${what}). Restore it or register the weights again.`,
    );
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalid('it is not JSON');
  }
  const result = detectorManifestSchema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw invalid(`${issue.path.join('.')}: ${issue.message}`);
}
