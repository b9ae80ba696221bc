import { readFile } from 'node:fs/promises';
import { decodeSafetensors, encodeSafetensors, readSafetensorsMetadata } from '@longhand/inference';
import { AppError } from '@longhand/core';
import { writeWhole } from '../basics/write-whole.js';
import type { EarlyStoppingState } from './early-stopping.js';
import type { RandomState } from '../basics/random.js';

export interface EpochRecord {
  readonly epoch: number;
  readonly trainLoss: number;
  readonly trainAccuracy: number;
  readonly validationLoss: number;
  readonly validationAccuracy: number;
  readonly learningRate: number;
}

/** Everything but the arrays that a run needs to go on as if it had never stopped. */
export interface RunProgress {
  /** What the run was started with; a run with other settings cannot go on from here. */
  readonly fingerprint: string;
  /** The epoch under way (from 1) and how many of its steps are done. */
  readonly epoch: number;
  readonly stepInEpoch: number;
  readonly steps: number;
  /** The generator as it was at the start of this epoch: the epoch's order follows from it. */
  readonly random: RandomState;
  readonly lossSum: number;
  readonly correctSum: number;
  readonly earlyStopping: EarlyStoppingState;
  readonly history: readonly EpochRecord[];
}

/** What every kind of run's progress has. */
export type AnyProgress = Pick<RunProgress, 'fingerprint'>;

export type CheckpointArrays = Record<'parameters' | 'averaged' | 'best' | 'adamFirst' | 'adamSecond', Float32Array>;

/** Writes arrays and progress as one safetensors file, whole or not at all. */
export async function saveCheckpoint<Own extends AnyProgress>(
  path: string,
  arrays: CheckpointArrays,
  progress: Own,
): Promise<void> {
  const weights = new Map(Object.entries(arrays).map(([name, values]) => [name, { shape: [values.length], values }]));
  await writeWhole(path, encodeSafetensors(weights, { metadata: { progress: JSON.stringify(progress) } }));
}

/**
 * Fills the arrays from a checkpoint and returns its progress, or undefined where there is none.
 * Throws `training.resume_mismatch` when it belongs to a run with other settings.
 */
export async function loadCheckpoint<Own extends AnyProgress = RunProgress>(
  path: string,
  arrays: CheckpointArrays,
  fingerprint: string,
): Promise<Own | undefined> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!bytes) return undefined;
  const progress: Own = JSON.parse(readSafetensorsMetadata(bytes).progress);
  if (progress.fingerprint !== fingerprint)
    throw new AppError(
      'training.resume_mismatch',
      'The checkpoint belongs to a run with other settings. Use the same ones, or another --out.',
    );
  const weights = decodeSafetensors(bytes);
  for (const [name, values] of Object.entries(arrays)) values.set(weights.get(name)!.values);
  return progress;
}
