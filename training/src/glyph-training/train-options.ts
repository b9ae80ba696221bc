import { createHash } from 'node:crypto';
import type { BackendName, NetworkDescription } from '@longhand/inference';
import type { Augmentation } from './augment.js';
import type { GlyphSet } from '../datasets/glyph-set.js';

export interface TrainGlyphsOptions {
  /** Training and validation images; the test set has no place here. */
  readonly set: GlyphSet;
  /**
   * So many images of a seeded shuffle are the validation part: they choose the epoch and the
   * temperature.
   */
  readonly validationCount: number;
  readonly network: NetworkDescription;
  readonly outDir: string;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly smoothing: number;
  /** Share of the running average of the weights that stays at each step. */
  readonly averaging: number;
  readonly augmentation?: Augmentation | undefined;
  readonly seed: number;
  /** Threads; the batch is dealt out to them in equal parts. */
  readonly workers: number;
  readonly backend: BackendName | 'auto';
  /** Epochs without a better validation accuracy before the run ends. */
  readonly patience: number;
  /** Steps from one checkpoint to the next. */
  readonly checkpointEvery: number;
  readonly resume: boolean;
  /** A safetensors file to start from. */
  readonly from?: string | undefined;
  /** Heads the plot. */
  readonly title: string;
}

/**
 * A short hash of everything that the result depends on: a checkpoint can only be gone on from with
 * the same.
 */
export function fingerprintOf(options: TrainGlyphsOptions): string {
  const { set, outDir: _outDir, resume: _resume, checkpointEvery: _every, title: _title, ...settings } = options;
  const hash = createHash('sha256').update(JSON.stringify({ ...settings, alphabet: set.alphabet, size: set.size }));
  for (const bytes of [set.images, set.labels, set.twins]) hash.update(bytes);
  return hash.digest('hex').slice(0, 16);
}
