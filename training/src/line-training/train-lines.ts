import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { assertWeightsFit, lineNetwork, type NamedWeights } from '@longhand/inference';
import { AppError } from '@longhand/core';
import { EventWriter } from '../report/tensorboard.js';
import { type AnyProgress, loadCheckpoint, saveCheckpoint } from '../runs/checkpoint.js';
import { afterEpoch, type EarlyStoppingState, NOTHING_YET, shouldStop } from '../runs/early-stopping.js';
import { oneCycle } from '../runs/one-cycle.js';
import { layOut, unflatten } from '../runs/parameter-layout.js';
import { TrainState } from '../runs/train-state.js';
import { batchesByWidth } from './batches-by-width.js';
import { clipGradients } from './clip-gradients.js';
import { LineThreadPool } from './line-thread-pool.js';
import { fingerprintOfLines, type TrainLinesOptions } from './train-lines-options.js';
import { Random } from '../basics/random.js';

export interface LineEpoch {
  /** 0 is the network as it was before. */
  readonly epoch: number;
  /** Mean CTC loss per character of the lines learnt from, as they were changed. */
  readonly trainLoss?: number;
  readonly validationLoss: number;
  /** Best path, as a share of 1. */
  readonly validationCer: number;
}

interface LineProgress extends AnyProgress {
  readonly epoch: number;
  readonly stepInEpoch: number;
  readonly steps: number;
  readonly lossSum: number;
  readonly seconds: number;
  readonly earlyStopping: EarlyStoppingState;
  readonly history: readonly LineEpoch[];
}

export interface TrainLinesResult {
  /**
   * The averaged weights of the best epoch by validation; those given, where none was better. With
   * `stopAfter` those of that epoch.
   */
  readonly weights: NamedWeights;
  readonly bestEpoch: number;
  readonly history: readonly LineEpoch[];
  readonly steps: number;
  readonly seconds: number;
  readonly backends: readonly string[];
}

/** Longest gradient, and the share of the run in which the learning rate rises. */
const [CLIP, WARM] = [5, 0.1];

/**
 * Trains the line network further, with CTC. Threads share each batch and their gradients are
 * averaged in a fixed order: a run ends the same bit for bit however often it is interrupted (same
 * settings, WASM backend, `minutes` long enough). Writes checkpoints and TensorBoard events into
 * `outDir`.
 */
export async function trainLines(options: TrainLinesOptions, log: (line: string) => void): Promise<TrainLinesResult> {
  const { training, rehearsal = [], validation, batchSize, workers, outDir } = options;
  if (training.length === 0 || validation.length === 0)
    throw new AppError(
      'training.data_too_small',
      'There are too few lines to learn from and to validate by. Correct more.',
    );
  const network = lineNetwork(options.network);
  assertWeightsFit(network, options.weights);
  const layout = layOut(network);
  const state = new TrainState(layout, { ...options, statisticsKept: options.norms === 'frozen' ? 1 : 0.9 });
  const fingerprint = fingerprintOfLines(options);
  const checkpointPath = join(outDir, 'checkpoint.safetensors');
  await mkdir(outDir, { recursive: true });
  const saved = options.resume
    ? await loadCheckpoint<LineProgress>(checkpointPath, state.arrays, fingerprint)
    : undefined;
  if (saved) log(`going on at epoch ${saved.epoch}, step ${saved.stepInEpoch}`);
  else state.start(layout, options.weights);

  const { parameters, averaged } = state;
  const pool = await LineThreadPool.start(
    state.gradients.map((gradient, index) => {
      const { network: settings, backend, norms, dropout, augmentation, seed } = options;
      const own = { index, gradient, statistics: state.statistics[index], parameters, averaged };
      const lines = [...training, ...rehearsal, ...validation];
      return { network: settings, backend, norms, dropout, augmentation, seed, lines, ...own };
    }),
  );
  const validationAt = Uint32Array.from(validation, (_, i) => training.length + rehearsal.length + i);
  const stepsPerEpoch = batchesOf(0).length;
  const events = new EventWriter(outDir, new Date());
  log(
    `${training.length} lines to learn from, ${rehearsal.length} to rehearse, ${validation.length} to validate by, ` +
      `${stepsPerEpoch} steps an epoch, ` +
      `${workers} threads, ${pool.backends[0]}`,
  );
  try {
    let progress = saved ?? (await beginning());
    while (progress.epoch <= (options.stopAfter ?? options.epochs) && shareDone(progress) < 1 && !isStuck(progress)) {
      progress = await runEpoch(progress);
      await saveCheckpoint(checkpointPath, state.arrays, progress);
    }
    const { earlyStopping, history, steps, seconds } = progress;
    const weights = unflatten(layout, network, options.stopAfter === undefined ? state.best : state.averaged);
    return { weights, bestEpoch: earlyStopping.bestEpoch, history, steps, seconds, backends: pool.backends };
  } finally {
    await pool.close();
  }

  /**
   * The lines to learn, and those of other hands that it is this epoch's turn to rehearse, in
   * batches of positions.
   */
  function batchesOf(epoch: number): Uint32Array[] {
    const count = Math.min(rehearsal.length, Math.round(options.rehearsed * training.length));
    const turn = Random.from(options.seed, 2, epoch).permutation(rehearsal.length).subarray(0, count);
    const positions = [...training.keys(), ...Array.from(turn, (at) => training.length + at)];
    const widths = positions.map((at) => (training[at] ?? rehearsal[at - training.length]).ink.width);
    const batches = batchesByWidth(widths, batchSize, Random.from(options.seed, 1, epoch));
    return batches.map((batch) => batch.map((i) => positions[i]));
  }

  function shareDone({ steps, seconds }: { steps: number; seconds: number }): number {
    return Math.max(steps / (options.epochs * stepsPerEpoch), seconds / (60 * options.minutes));
  }

  function isStuck({ earlyStopping }: LineProgress): boolean {
    return options.stopAfter === undefined && shouldStop(earlyStopping, options.patience);
  }

  async function beginning(): Promise<LineProgress> {
    const before = await pool.read(validationAt);
    log(`as it was: validation CER ${percent(before.cer)}`);
    const first: LineEpoch = { epoch: 0, validationLoss: before.loss, validationCer: before.cer };
    const earlyStopping = afterEpoch(NOTHING_YET, 0, scoreOf(before));
    const zero = { stepInEpoch: 0, steps: 0, lossSum: 0, seconds: 0 };
    return { fingerprint, epoch: 1, ...zero, earlyStopping, history: [first] };
  }

  async function runEpoch(start: LineProgress): Promise<LineProgress> {
    const { epoch } = start;
    const batches = batchesOf(epoch);
    const startedAt = performance.now();
    const secondsNow = () => start.seconds + (performance.now() - startedAt) / 1000;
    let { stepInEpoch, steps, lossSum } = start;
    while (stepInEpoch < stepsPerEpoch && shareDone({ steps, seconds: secondsNow() }) < 1) {
      const loss = await pool.step(epoch, stepInEpoch, batches[stepInEpoch]);
      if (!Number.isFinite(loss))
        throw new AppError('training.diverged', 'The loss is no longer a number. Start again with a lower --rate.');
      const learningRate = oneCycle(shareDone({ steps, seconds: secondsNow() }), options.learningRate, WARM);
      stepInEpoch++;
      steps++;
      lossSum += loss;
      clipGradients(state.gradients, CLIP);
      state.update(steps, learningRate);
      events.scalars(new Date(), steps, { 'step/loss': loss, 'step/learning_rate': learningRate });
      if (steps % options.checkpointEvery === 0 && stepInEpoch < stepsPerEpoch) {
        await saveCheckpoint(checkpointPath, state.arrays, {
          ...start,
          stepInEpoch,
          steps,
          lossSum,
          seconds: secondsNow(),
        });
        log(`epoch ${epoch} step ${stepInEpoch}/${stepsPerEpoch} loss ${loss.toFixed(3)}`);
      }
    }
    const found = await pool.read(validationAt);
    const trainLoss = lossSum / Math.max(1, stepInEpoch);
    const record: LineEpoch = { epoch, trainLoss, validationLoss: found.loss, validationCer: found.cer };
    const earlyStopping = afterEpoch(start.earlyStopping, epoch, scoreOf(found));
    if (earlyStopping.bestEpoch === epoch) state.best.set(state.averaged);
    events.scalars(new Date(), epoch, {
      'epoch/trainLoss': trainLoss,
      'epoch/validationLoss': found.loss,
      'epoch/validationCer': found.cer,
    });
    log(`epoch ${epoch}/${options.epochs}: loss ${trainLoss.toFixed(3)}, validation CER ${percent(found.cer)}`);
    const rest = { stepInEpoch: 0, lossSum: 0, seconds: secondsNow() };
    return { ...start, ...rest, steps, epoch: epoch + 1, earlyStopping, history: [...start.history, record] };
  }
}

/**
 * What the epoch is chosen by: few errors, and of epochs with as many (validation lines are few)
 * the one with the lower loss.
 */
const scoreOf = ({ cer, loss }: { cer: number; loss: number }): number => 1 - cer - 1e-3 * loss;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
