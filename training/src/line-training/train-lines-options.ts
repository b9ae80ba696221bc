import { createHash } from 'node:crypto';
import type { BackendName, LineNetworkSettings, NamedWeights } from '@longhand/inference';
import { LINE_AUGMENTATION, type LineAugmentation } from './line-augmentation.js';
import type { TrainingLine } from './training-line.js';

export interface TrainLinesOptions {
  readonly network: LineNetworkSettings;
  /** What training starts from; fits the network. */
  readonly weights: NamedWeights;
  readonly training: readonly TrainingLine[];
  /**
   * Lines of other hands: as many of them as `rehearsed` says, others each time, are learnt along
   * in every epoch, so that those are not forgotten.
   */
  readonly rehearsal?: readonly TrainingLine[] | undefined;
  /** For each line of `training`; 0 when there is nothing to rehearse. */
  readonly rehearsed: number;
  /**
   * Chooses the epoch and when to stop. Lines that the result is to be judged by have no place
   * here.
   */
  readonly validation: readonly TrainingLine[];
  /** For checkpoint.safetensors and TensorBoard events. */
  readonly outDir: string;
  readonly epochs: number;
  /**
   * The schedule is compressed to end in this time. A run that this cuts short is not repeated bit
   * for bit.
   */
  readonly minutes: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Share of the running average of the weights that stays at each step. */
  readonly averaging: number;
  readonly augmentation?: LineAugmentation | undefined;
  readonly dropout: number;
  /** See `lineTrainingOps`. */
  readonly norms: 'frozen' | 'batch';
  readonly seed: number;
  /** Threads; each takes its part of every batch. */
  readonly workers: number;
  readonly backend: BackendName | 'auto';
  /** Epochs without a better validation error before the run ends. */
  readonly patience: number;
  /**
   * Ends after this epoch with the averaged weights of then, whatever the validation lines say: for
   * lines that have nothing left to be chosen by.
   */
  readonly stopAfter?: number | undefined;
  /** Steps from one checkpoint to the next; there is one after every epoch, too. */
  readonly checkpointEvery: number;
  readonly resume: boolean;
}

/** What fine-tuning on some tens to thousands of lines of a hand does well with. */
export const FINE_TUNE_DEFAULTS = {
  rehearsed: 0.5,
  epochs: 30,
  minutes: 25,
  batchSize: 8,
  learningRate: 2e-3,
  weightDecay: 0.01,
  averaging: 0.98,
  augmentation: LINE_AUGMENTATION,
  dropout: 0.1,
  norms: 'frozen',
  patience: 20,
  checkpointEvery: 50,
} as const satisfies Partial<TrainLinesOptions>;

/**
 * A short hash of everything that the result depends on: a checkpoint can only be gone on from with
 * the same.
 */
export function fingerprintOfLines(options: TrainLinesOptions): string {
  const {
    weights,
    training,
    rehearsal = [],
    validation,
    outDir: _out,
    resume: _resume,
    checkpointEvery: _every,
    ...settings
  } = options;
  const hash = createHash('sha256').update(JSON.stringify(settings));
  for (const { values } of weights.values()) hash.update(values);
  for (const lines of [training, rehearsal, validation]) {
    hash.update(`${lines.length}`);
    for (const { ink, classes } of lines) hash.update(`${ink.width} ${classes}`).update(ink.data);
  }
  return hash.digest('hex').slice(0, 16);
}
