import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildNetwork, encodeSafetensors, type Network } from '@longhand/inference';
import { AppError } from '@longhand/core';
import { pickGlyphs } from '../datasets/glyph-set.js';
import { accuracy, fitTemperature, negativeLogLikelihood } from '../evaluate/scores.js';
import { plotHistory } from '../report/plot.js';
import { EventWriter } from '../report/tensorboard.js';
import { writeWhole } from '../basics/write-whole.js';
import { type EpochRecord, loadCheckpoint, type RunProgress, saveCheckpoint } from '../runs/checkpoint.js';
import { afterEpoch, NOTHING_YET, shouldStop } from '../runs/early-stopping.js';
import { oneCycle } from '../runs/one-cycle.js';
import { layOut, unflatten } from '../runs/parameter-layout.js';
import { GradientThreads } from './gradient-threads.js';
import { fingerprintOf, type TrainGlyphsOptions } from './train-options.js';
import { TrainState } from '../runs/train-state.js';
import { Random } from '../basics/random.js';

export interface TrainResult {
  readonly history: readonly EpochRecord[];
  readonly bestEpoch: number;
  readonly validationAccuracy: number;
  /** Fitted on the validation part with the best weights. */
  readonly temperature: number;
  readonly backends: readonly string[];
}

/**
 * Trains a glyph network. Threads share each batch and their gradients are averaged in a fixed
 * order: a run ends the same bit for bit however often it is interrupted (same settings, WASM
 * backend). Writes into `outDir`: checkpoint.safetensors every so many steps, weights.safetensors
 * (the averaged weights of the best epoch by validation), result.json, curves.svg and TensorBoard
 * events.
 */
export async function trainGlyphs(options: TrainGlyphsOptions, log: (line: string) => void): Promise<TrainResult> {
  const { set, outDir, workers, batchSize } = options;
  if (batchSize % workers !== 0)
    throw new AppError(
      'training.batch_uneven',
      `A batch of ${batchSize} cannot be dealt out to ${workers} threads evenly.`,
    );
  const checkpointPath = join(outDir, 'checkpoint.safetensors');
  await mkdir(outDir, { recursive: true });
  await refuseToOverwrite(checkpointPath, options.resume);

  const network = buildNetwork(options.network);
  const layout = layOut(network);
  const state = new TrainState(layout, options);
  const fingerprint = fingerprintOf(options);
  const order = Random.from(options.seed, 3).permutation(set.labels.length);
  const [validation, training] = [order.slice(0, options.validationCount), order.slice(options.validationCount)];
  const stepsPerEpoch = Math.floor(training.length / batchSize);
  if (stepsPerEpoch === 0)
    throw new AppError('training.data_too_small', 'There are fewer training images than one batch holds.');

  let progress = await loadCheckpoint(checkpointPath, state.arrays, fingerprint);
  if (progress) log(`going on at epoch ${progress.epoch}, step ${progress.stepInEpoch}`);
  else await state.begin(network, layout, options);
  progress ??= beginning(fingerprint, options.seed);

  const events = new EventWriter(outDir, new Date());
  const pool = await GradientThreads.start(
    state.gradients.map((gradient, index) => ({
      ...options,
      index,
      gradient,
      statistics: state.statistics[index],
      ...sharedOf(state),
    })),
  );
  const validationSet = pickGlyphs(set, validation);
  log(
    `${training.length} images to train on, ${validation.length} to validate, ${stepsPerEpoch} steps an epoch, ` +
      `${pool.backends.join(', ')}`,
  );

  try {
    while (progress.epoch <= options.epochs && !shouldStop(progress.earlyStopping, options.patience)) {
      progress = await runEpoch(progress);
      await saveCheckpoint(checkpointPath, state.arrays, progress);
    }
    return await finish(progress);
  } finally {
    await pool.close();
  }

  async function runEpoch(start: RunProgress): Promise<RunProgress> {
    const random = Random.restore(start.random);
    const shuffled = random.permutation(training.length).map((i) => training[i]);
    let { stepInEpoch, steps, lossSum, correctSum } = start;
    let learningRate = 0;
    const startedAt = performance.now();
    const firstStep = stepInEpoch;
    while (stepInEpoch < stepsPerEpoch) {
      const positions = shuffled.slice(stepInEpoch * batchSize, (stepInEpoch + 1) * batchSize);
      const { loss, correct } = await pool.step(start.epoch, stepInEpoch, positions);
      if (!Number.isFinite(loss))
        throw new AppError(
          'training.diverged',
          'The loss is no longer a number. Start again with a lower learning rate.',
        );
      learningRate = oneCycle(steps / (options.epochs * stepsPerEpoch), options.learningRate);
      stepInEpoch++;
      steps++;
      lossSum += loss;
      correctSum += correct;
      state.update(steps, learningRate);
      if (steps % options.checkpointEvery === 0 && stepInEpoch < stepsPerEpoch) {
        await saveCheckpoint(checkpointPath, state.arrays, { ...start, stepInEpoch, steps, lossSum, correctSum });
        events.scalars(new Date(), steps, { 'step/loss': loss, 'step/learning_rate': learningRate });
        const rate = ((stepInEpoch - firstStep) * batchSize * 1000) / (performance.now() - startedAt);
        log(
          `epoch ${start.epoch} step ${stepInEpoch}/${stepsPerEpoch} loss ${loss.toFixed(4)} ${rate.toFixed(0)} ` +
            'images/s',
        );
      }
    }
    const logits = await pool.predict(validation);
    const record: EpochRecord = {
      epoch: start.epoch,
      trainLoss: lossSum / stepsPerEpoch,
      trainAccuracy: correctSum / (stepsPerEpoch * batchSize),
      validationLoss: negativeLogLikelihood(logits, validationSet, network.classes),
      validationAccuracy: accuracy(logits, validationSet, network.classes),
      learningRate,
    };
    const earlyStopping = afterEpoch(start.earlyStopping, start.epoch, record.validationAccuracy);
    if (earlyStopping.bestEpoch === start.epoch) state.best.set(state.averaged);
    const { epoch, learningRate: _rate, ...scalars } = record;
    events.scalars(
      new Date(),
      epoch,
      Object.fromEntries(Object.entries(scalars).map(([name, value]) => [`epoch/${name}`, value])),
    );
    const history = [...start.history, record];
    await writeWhole(join(outDir, 'curves.svg'), plotHistory(options.title, history));
    log(
      `epoch ${epoch} done: loss ${record.trainLoss.toFixed(4)}, accuracy ${percent(record.trainAccuracy)}; ` +
        'validation loss ' +
        `${record.validationLoss.toFixed(4)}, accuracy ${percent(record.validationAccuracy)}`,
    );
    const rest = { stepInEpoch: 0, lossSum: 0, correctSum: 0, random: random.state };
    return { ...start, ...rest, steps, epoch: epoch + 1, earlyStopping, history };
  }

  async function finish({ history, earlyStopping }: RunProgress): Promise<TrainResult> {
    state.averaged.set(state.best);
    const logits = await pool.predict(validation);
    const result: TrainResult = {
      history,
      bestEpoch: earlyStopping.bestEpoch,
      validationAccuracy: earlyStopping.bestAccuracy,
      temperature: fitTemperature(logits, validationSet, network.classes),
      backends: pool.backends,
    };
    await writeWhole(join(outDir, 'weights.safetensors'), encodeWeights(network, state, result));
    await writeWhole(
      join(outDir, 'result.json'),
      `${JSON.stringify({ ...result, network: options.network }, null, 2)}\n`,
    );
    return result;
  }
}

const sharedOf = ({ parameters, averaged }: TrainState) => ({ parameters, averaged });

function encodeWeights(
  network: Network,
  state: TrainState,
  { temperature, bestEpoch, validationAccuracy }: TrainResult,
): Uint8Array {
  const metadata = { temperature: `${temperature}`, epoch: `${bestEpoch}`, validation: `${validationAccuracy}` };
  return encodeSafetensors(unflatten(layOut(network), network, state.best), { metadata });
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

function beginning(fingerprint: string, seed: number): RunProgress {
  const zero = { stepInEpoch: 0, steps: 0, lossSum: 0, correctSum: 0 };
  return {
    fingerprint,
    epoch: 1,
    ...zero,
    random: Random.from(seed, 1).state,
    earlyStopping: NOTHING_YET,
    history: [],
  };
}

async function refuseToOverwrite(checkpointPath: string, resume: boolean): Promise<void> {
  const exists = await access(checkpointPath).then(
    () => true,
    () => false,
  );
  if (exists && !resume)
    throw new AppError(
      'training.out_in_use',
      'There is a checkpoint in the output folder. Go on with --resume, or name another --out.',
    );
}
