import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, isScriptCode, type ScriptCode } from '@longhand/core';
import { z } from 'zod';

const count = z.number().int().positive();

const scriptModelSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9-]+$/),
    /** The weights beside the manifest. */
    file: z.string().regex(/^[\w.-]+$/),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    bytes: count,
    network: z.strictObject({
      kind: z.literal('fcn-lines'),
      classes: count,
      widths: z.array(count).length(3),
      context: count,
      blocks: count,
      kernel: count,
    }),
    /** ISO 15924 codes of the classes behind the first one, which is Latin. */
    scripts: z.array(z.custom<ScriptCode>((code) => typeof code === 'string' && isScriptCode(code))).min(1),
    description: z.string(),
    limits: z.string(),
    data: z.array(z.string()).min(1),
    licence: z.string(),
    command: z.string(),
    figures: z.record(z.string(), z.number()),
  })
  .refine(({ scripts, network }) => scripts.length === network.classes - 1, {
    message: 'it should have a script for each class but the first',
    path: ['scripts'],
  });

const scriptManifestSchema = z.strictObject({ version: z.literal(1), model: scriptModelSchema });

export type ScriptModelEntry = z.infer<typeof scriptModelSchema>;

/**
 * Reads `scripts.json` of a models directory: the network that tells scripts. Throws
 * `model.manifest_missing`, or `model.manifest_invalid` with the first field that is wrong.
 */
export async function readScriptManifest(modelsDir: string): Promise<ScriptModelEntry> {
  const text = await readFile(join(modelsDir, 'scripts.json'), 'utf8').catch((cause) => {
    throw new AppError(
      'model.manifest_missing',
      'There is no scripts.json in the models directory. Check the configured path.',
      { cause },
    );
  });
  const invalid = (what: string) =>
    new AppError('model.manifest_invalid', `scripts.json is not valid (${what}). Restore the file.`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalid('it is not JSON');
  }
  const result = scriptManifestSchema.safeParse(json);
  if (result.success) return result.data.model;
  const issue = result.error.issues[0];
  throw invalid(`${issue.path.join('.')}: ${issue.message}`);
}
