import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  assertWeightsFit,
  decodeSafetensors,
  detectorManifestSchema,
  detectorNetwork,
  type EngineName,
  loadDetector,
  readSafetensorsMetadata,
} from '@longhand/inference';
import { AppError } from '@longhand/core';
import { readPageSet } from '../pages/read-page-set.js';
import { writeWhole } from '../basics/write-whole.js';
import { compareFinders, type FinderComparison } from './compare-finders.js';

export interface AdoptDetectorOptions {
  /** Holds `NAME.safetensors`, as training/pytorch/train_detector.py wrote it. */
  readonly modelsDir: string;
  readonly dataRoot: string;
  readonly name: string;
  readonly backend?: EngineName | 'auto' | undefined;
}

const DESCRIPTION = {
  description:
    'Finds the lines of a page: a small U-Net on the page at 704 pixels gives maps of the cores of lines, of the ' +
    'borders between them and of ruled lines.',
  limits:
    'Trained on scanned sheets of French handwriting and typescripts of 1830 to 1990, with rules, folds, specks and ' +
    'stains drawn over them: other kinds of page were not measured. Ink that it calls no line goes the classical way.',
  data: [
    "Copiste d'un jour, training pages (BAnQ, CC BY 4.0)",
    'CREMMA-AN Testaments de Poilus, CREMMA MSS 19 and MSS 20, Tapus corpus, Peraire Ground Truth, Célestine ' +
      'Doniau-Danest, LECTAUREP répertoires: training pages, CC BY 4.0; attributions in training/pytorch/LINES.md',
  ],
  licence: 'Apache-2.0; trained on CC BY 4.0 data, see the attribution in the README',
};

/**
 * Takes trained detector weights into use: measures them against the classical method on the
 * Copiste validation pages and writes `detector.json`, whose default is whichever is better there.
 * Throws `model.weights_mismatch`, `model.weights_unreadable` or `model.description_invalid`.
 */
export async function adoptDetector(
  { modelsDir, dataRoot, name, backend }: AdoptDetectorOptions,
  log: (line: string) => void,
): Promise<FinderComparison> {
  const file = `${name}.safetensors`;
  const bytes = await readFile(join(modelsDir, file));
  const weights = decodeSafetensors(bytes);
  const { settings = '{}', steps = '0' } = readSafetensorsMetadata(bytes);
  const write = async (chosen: 'learned' | 'classical', figures: Record<string, number>): Promise<void> => {
    const parsed = detectorManifestSchema.safeParse({
      version: 1,
      default: chosen,
      model: {
        name,
        file,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        bytes: bytes.length,
        network: { kind: 'line-detector', ...JSON.parse(settings) },
        ...DESCRIPTION,
        command: `training/pytorch/train_detector.py, ${steps} steps`,
        figures,
      },
    });
    if (!parsed.success)
      throw new AppError(
        'model.description_invalid',
        `The description of the line detector is not valid (${parsed.error.issues[0].message}).`,
      );
    assertWeightsFit(detectorNetwork(parsed.data.model.network), weights);
    await writeWhole(join(modelsDir, 'detector.json'), `${JSON.stringify(parsed.data, null, 2)}\n`);
  };
  await write('classical', {});
  const detector = await loadDetector({ modelsDir, backend });
  const compared = await compareFinders(detector, await readPageSet(dataRoot, 'copiste', 'val'));
  detector.dispose();
  const { learned, classical } = compared;
  const isBetter = learned.lineF50 + learned.lineF75 >= classical.lineF50 + classical.lineF75;
  await write(isBetter ? 'learned' : 'classical', {
    validationLineF50: rounded(learned.lineF50),
    validationLineF75: rounded(learned.lineF75),
    classicalValidationLineF50: rounded(classical.lineF50),
    classicalValidationLineF75: rounded(classical.lineF75),
  });
  log(
    `${name}: line F on validation pages ${rounded(learned.lineF50)} and ${rounded(learned.lineF75)}, ` +
      `classical ${rounded(classical.lineF50)} and ${rounded(classical.lineF75)}: ` +
      `${isBetter ? 'learned' : 'classical'} is the default`,
  );
  return compared;
}

const rounded = (value: number): number => Number(value.toFixed(4));
