import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  decodeSafetensors,
  findLineModel,
  type LineModelEntry,
  loadBackend,
  loadLanguageModel,
  type NamedWeights,
  readLineManifest,
} from '@longhand/inference';
import { type Calibration, decodeLine } from '@longhand/core';
import { trainLines, type TrainLinesResult } from '../line-training/train-lines.js';
import type { TrainLinesOptions } from '../line-training/train-lines-options.js';
import type { TrainingLine } from '../line-training/training-line.js';
import { claimsOf } from '../lines/evaluate-lines.js';
import { fitCalibration } from '../lines/fit-calibration.js';
import { fitLineTemperature } from '../lines/fit-line-temperature.js';
import type { Claim } from '../lines/text-scores.js';
import { writeWhole } from '../basics/write-whole.js';
import { compareReaders, type DecodingOptions, scoresOfLines } from './compare-readers.js';
import { judge, type Verdict } from './judge.js';
import type { LabelledLine } from './labelled-line.js';
import type { OtherHands } from './other-hands.js';
import type { PairedComparison } from './paired-bootstrap.js';
import { promoteLineModel } from './promote-line-model.js';
import { type SplitOptions, splitLines } from './split-lines.js';
import { toTrainingLines } from './to-training-lines.js';

export interface FineTuneOptions
  extends Omit<TrainLinesOptions, 'network' | 'weights' | 'training' | 'rehearsal' | 'validation'> {
  readonly modelsDir: string;
  /** Name of the model to start from. */
  readonly from: string;
  /** Name of the new model: one that there is not yet. */
  readonly name: string;
  readonly lines: readonly LabelledLine[];
  /**
   * Lines of hands that it is not tuned to, where there are any: some to rehearse, others to tell
   * what is forgotten.
   */
  readonly others?: OtherHands | undefined;
  readonly split: Omit<SplitOptions, 'seed'>;
  /** Enters the new model without making it the default. */
  readonly keepDefault: boolean;
  /** What the manifest says of the run and its data. */
  readonly command: string;
  readonly dataName: string;
}

export interface FineTuneResult extends Verdict {
  readonly from: string;
  readonly name: string;
  readonly lines: {
    readonly training: number;
    readonly validation: number;
    readonly heldOut: number;
    readonly rehearsal: number;
    readonly guard: number;
    readonly leftOut: number;
    readonly byPage: boolean;
  };
  readonly bestEpoch: number;
  readonly steps: number;
  readonly trainingSeconds: number;
  /** By best path, which decides. */
  readonly heldOut: PairedComparison;
  /** With beam search and language model, as the system reads; where there is a language model. */
  readonly heldOutAsRead?: PairedComparison | undefined;
  readonly guard?: PairedComparison | undefined;
}

interface LearntLines {
  readonly training: readonly TrainingLine[];
  readonly validation: readonly TrainingLine[];
}

/**
 * Once more from the start, with the lines that chose the epoch among those to learn, up to the
 * epoch that they chose: few lines are worth having all.
 */
function learnAll(
  start: Omit<TrainLinesOptions, keyof LearntLines>,
  { training, validation }: LearntLines,
  stopAfter: number,
  log: (line: string) => void,
): Promise<TrainLinesResult> {
  log(`once more with all ${training.length + validation.length} lines, up to epoch ${stopAfter}`);
  const outDir = join(start.outDir, 'all-lines');
  return trainLines({ ...start, outDir, training: [...training, ...validation], validation, stopAfter }, log);
}

/**
 * Improves a line model on lines that people wrote down or corrected: learns from a part, chooses
 * the epoch by a second, learns both up to that epoch, judges old and new by a third that neither
 * saw, and takes the new one into use only if it is better there (`judge`). Leaves result.json,
 * checkpoint and TensorBoard events in `outDir`; a run that was killed goes on with `resume`.
 */
export async function fineTune(options: FineTuneOptions, log: (line: string) => void): Promise<FineTuneResult> {
  const { modelsDir, from, name, lines: given, others, split: share, ...rest } = options;
  const { keepDefault, command, dataName, ...howToTrain } = rest;
  const { seed, outDir } = howToTrain;
  const base = findLineModel(await readLineManifest(modelsDir), from);
  const before = decodeSafetensors(await readFile(join(modelsDir, base.file)));
  const { lines, leftOut } = toTrainingLines(given, base.alphabet);
  const split = splitLines(lines, { seed, ...share });
  const { training, validation, heldOut, byPage } = split;
  log(
    `${base.name}: ${training.length} lines to learn from, ${validation.length} to choose the epoch by, ` +
      `${heldOut.length} held out` +
      `${byPage ? ', pages kept apart' : ''}${leftOut > 0 ? `; ${leftOut} not usable` : ''}`,
  );
  const learnable = (own: readonly LabelledLine[] = []) => toTrainingLines(own, base.alphabet).lines;
  // Wider lines than one's own would cost more time than they are worth.
  const widest = Math.max(...training.map(({ ink }) => ink.width));
  const rehearsal = learnable(others?.rehearsal).filter(({ ink }) => ink.width <= widest);
  const start = { ...howToTrain, minutes: howToTrain.minutes / 2, network: base.network, weights: before, rehearsal };
  const trained = await trainLines({ ...start, training, validation }, log);
  const final =
    trained.bestEpoch > 0 ? await learnAll(start, { training, validation }, trained.bestEpoch, log) : trained;
  const after = final.weights;

  await loadBackend({ backend: options.backend });
  const compare = (on: readonly TrainingLine[], decoding?: DecodingOptions) =>
    compareReaders(base.network, { before, after }, on, decoding);
  const judged = await compare(heldOut);
  const language = await loadLanguageModel(modelsDir);
  const { alphabet, temperature: baseTemperature } = base;
  const asRead = language && (await compare(heldOut, { alphabet, temperature: baseTemperature, language }));
  const guardLines = learnable(others?.guard);
  const guard = guardLines.length > 0 ? await compare(guardLines) : undefined;
  const verdict = judge(judged, guard);
  if (verdict.isPromoted) {
    // The lines that chose the epoch were learnt in the end: only the weights of before that can be
    // calibrated on them.
    const { temperature, calibration } = await fitOn(base, trained.weights, validation);
    await promoteLineModel(modelsDir, {
      base,
      weights: after,
      asDefault: !keepDefault,
      description: {
        name,
        description: `${base.name}, tuned to the lines of ${dataName}. ${verdict.reasons.join(' ')}`,
        limits: `${base.limits} Tuned to few hands: others may be read a little worse than by ${base.name}.`,
        data: [...base.data, `${dataName}: ${training.length + validation.length} lines`],
        licence: base.licence,
        command,
        temperature,
        calibration,
        figures: { heldOutCer: round(judged.after), heldOutCerBefore: round(judged.before) },
      },
    });
  }
  const counts = { training: training.length, validation: validation.length, heldOut: heldOut.length };
  const result: FineTuneResult = {
    ...verdict,
    from: base.name,
    name,
    lines: { ...counts, rehearsal: rehearsal.length, guard: guardLines.length, leftOut, byPage },
    bestEpoch: trained.bestEpoch,
    steps: final === trained ? trained.steps : trained.steps + final.steps,
    trainingSeconds: Math.round(final === trained ? trained.seconds : trained.seconds + final.seconds),
    heldOut: judged,
    heldOutAsRead: asRead,
    guard,
  };
  await writeWhole(join(outDir, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
  return result;
}

/** Characters that a calibration of its own takes; with fewer the base's is kept. */
const MIN_CLAIMS = 300;

/** Temperature and calibration of the new weights, on the lines that chose the epoch. */
async function fitOn(
  base: LineModelEntry,
  weights: NamedWeights,
  lines: readonly TrainingLine[],
): Promise<{ temperature: number; calibration: Calibration }> {
  const { alphabet } = base;
  const scores = await scoresOfLines(base.network, weights, lines);
  const truths = lines.map(({ classes }) => classes);
  const temperature = round(fitLineTemperature(scores, truths));
  const claims = { characters: [] as Claim[], words: [] as Claim[] };
  for (const [i, own] of scores.entries()) {
    const text = truths[i].map((c) => alphabet[c - 1]).join('');
    claimsOf(decodeLine(own, { alphabet, temperature }), text, claims);
  }
  if (claims.characters.length < MIN_CLAIMS) return { temperature, calibration: base.calibration };
  const { scale, shift } = fitCalibration(claims.characters);
  return { temperature, calibration: { scale: round(scale), shift: round(shift) } };
}

const round = (value: number): number => Number(value.toFixed(4));
