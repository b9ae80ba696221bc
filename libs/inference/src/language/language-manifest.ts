import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@longhand/core';
import { z } from 'zod';

/**
 * `language.json`: what the language model beside it is made of, and how it goes into the decoding.
 */
export const languageManifestSchema = z.strictObject({
  version: z.literal(1),
  file: z.string().regex(/^[\w.-]+$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().positive(),
  languages: z
    .array(z.strictObject({ language: z.string(), order: z.number().int().min(2), runs: z.number().int().positive() }))
    .min(1),
  words: z.number().int().nonnegative(),
  /** Goes into `LanguageOptions`; tuned on validation lines. */
  weight: z.number().nonnegative(),
  bonus: z.number(),
  wordBonus: z.number().nonnegative(),
  data: z.array(z.string()).min(1),
  licence: z.string(),
  command: z.string(),
  figures: z.record(z.string(), z.number()),
});

export type LanguageManifest = z.infer<typeof languageManifestSchema>;

/**
 * Reads `language.json` of a models directory; undefined where there is none. Throws
 * `model.manifest_invalid` with the first field that is wrong.
 */
export async function readLanguageManifest(modelsDir: string): Promise<LanguageManifest | undefined> {
  let text: string;
  try {
    text = await readFile(join(modelsDir, 'language.json'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const invalid = (what: string) =>
    new AppError('model.manifest_invalid', `language.json is not valid (${what}). Restore it or train it again.`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalid('it is not JSON');
  }
  const result = languageManifestSchema.safeParse(json);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0];
  throw invalid(`${path.join('.')}: ${message}`);
}
