import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@longhand/core';
import { z } from 'zod';

const count = z.number().int().positive();

/** See `NumberCalibration` of the core. */
const numberCalibrationSchema = z.strictObject({
  share: z.number(),
  looks: z.number(),
  character: z.number(),
  word: z.number(),
  length: z.number(),
  separators: z.number(),
  looseDot: z.number(),
  shift: z.number(),
});

export const lineModelSchema = z
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
      kernel: count.refine((k) => k % 2 === 1, 'it should be odd'),
    }),
    /** Class c reads as the character c - 1 of this; class 0 is CTC's blank. */
    alphabet: z.string(),
    /** Scores are divided by this before the softmax; fitted on validation lines. */
    temperature: z.number().positive(),
    /** What makes the characters' confidences come true; fitted on validation lines. */
    calibration: z.strictObject({
      scale: z.number().positive(),
      shift: z.number(),
      word: z.number().nonnegative().optional(),
      words: z.strictObject({ scale: z.number().positive(), shift: z.number() }).optional(),
      numbers: numberCalibrationSchema.optional(),
    }),
    /**
     * Characters less probable than this are marked: of the others about 2 % were wrong on
     * validation lines.
     */
    uncertainBelow: z.number().min(0).max(1).optional(),
    /** The same for words, and for numbers with their units. */
    uncertainWordsBelow: z.number().min(0).max(1).optional(),
    uncertainNumbersBelow: z.number().min(0).max(1).optional(),
    description: z.string(),
    limits: z.string(),
    data: z.array(z.string()).min(1),
    licence: z.string(),
    command: z.string(),
    figures: z.record(z.string(), z.number()),
  })
  .refine(({ alphabet, network }) => [...alphabet].length === network.classes - 1, {
    message: 'it should have a character for each class but the blank',
    path: ['alphabet'],
  });

export const lineManifestSchema = z.strictObject({
  version: z.literal(1),
  default: z.string(),
  models: z.array(lineModelSchema),
});

export type LineModelEntry = z.infer<typeof lineModelSchema>;
export type LineManifest = z.infer<typeof lineManifestSchema>;

/**
 * Reads `lines.json` of a models directory: the networks that read whole lines. Throws
 * `model.manifest_missing`, or `model.manifest_invalid` with the first field that is wrong.
 */
export async function readLineManifest(modelsDir: string): Promise<LineManifest> {
  const text = await readFile(join(modelsDir, 'lines.json'), 'utf8').catch((cause) => {
    throw new AppError(
      'model.manifest_missing',
      'There is no lines.json in the models directory. Check the configured path, or register a line model.',
      { cause },
    );
  });
  const invalid = (what: string) =>
    new AppError(
      'model.manifest_invalid',
      `lines.json is not valid (${what}). Restore it or register the weights again.`,
    );
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalid('it is not JSON');
  }
  const result = lineManifestSchema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw invalid(`${issue.path.join('.')}: ${issue.message}`);
}

/** The named line model, or the default one. Throws `model.unknown` with the names there are. */
export function findLineModel(manifest: LineManifest, name = manifest.default): LineModelEntry {
  const entry = manifest.models.find((model) => model.name === name);
  if (entry) return entry;
  const names = manifest.models.map((model) => model.name).join(', ');
  throw new AppError('model.unknown', `There is no line model "${name}" in lines.json. Choose one of: ${names}.`);
}
