import { type Calibration, type GrayImage, lowDots, type StripScores } from '@longhand/core';
import type { Engine, EngineName } from '../engines/engine.js';
import { loadEngine } from '../engines/load-engine.js';
import { stopWebgpu } from '../engines/start-webgpu.js';
import { lineGraph } from './line-graph.js';
import { placeLineSession } from './place-line-session.js';
import { assertWeightsFit } from '../weights/named-weights.js';
import { readWeightsFile } from '../weights/read-weights-file.js';
import { decodeSafetensors } from '../weights/safetensors.js';
import { findLineModel, readLineManifest } from './line-manifest.js';
import { FRAME_WIDTH, LINE_HEIGHT, lineNetwork } from './line-network.js';
import { placeLineNetwork } from './place-line-network.js';
import { type LineImage, prepareLine } from './prepare-line.js';
import { scoreTwice } from './score-twice.js';

export interface LineReaderOptions {
  /** The directory that holds `lines.json` and the weights. */
  readonly modelsDir: string;
  /** A name of the manifest; without it the manifest's default. */
  readonly model?: string | undefined;
  readonly backend?: EngineName | 'auto' | undefined;
  readonly allowSoftwareGpu?: boolean;
}

export interface LineReader {
  /** Class c reads as the character c - 1; class 0 is CTC's blank. */
  readonly alphabet: string;
  /** What to divide the scores by before the softmax; goes into `decodeLines`. */
  readonly temperature: number;
  /** What makes the characters' confidences come true; goes into `decodeLines`. */
  readonly calibration: Calibration;
  /**
   * The least probability of a character that is not marked as uncertain; undefined for models that
   * name none.
   */
  readonly uncertainBelow?: number | undefined;
  /** The same for words and for numbers. */
  readonly uncertainWordsBelow?: number | undefined;
  readonly uncertainNumbersBelow?: number | undefined;
  /** Name and the first digits of the weights' sha256, for instance `fcn-m-lines@1f0c9a63be12`. */
  readonly modelVersion: string;
  readonly engine: Engine;
  /**
   * Grey strips of one line each, of any height, 0 = black -> the scores of each, in the same
   * order. One call at a time per reader and thread. Throws `classifier.bad_input` for a strip
   * without pixels.
   */
  read(strips: readonly GrayImage[]): Promise<StripScores[]>;
  /** The same, with a second look at lines in doubt: see `scoreTwice`. */
  readTwice(strips: readonly GrayImage[]): Promise<StripScores[]>;
  dispose(): void;
}

/** See `StripScores.dots`. */
const dotsOf = ({ width, data }: LineImage): number[] =>
  lowDots({ width, height: LINE_HEIGHT, data }).map((x) => x / FRAME_WIDTH);

/**
 * Loads a line network of `lines.json` on the fastest engine. Errors: see `loadEngine`,
 * `readLineManifest` and `readWeightsFile`.
 */
export async function loadLineReader(options: LineReaderOptions): Promise<LineReader> {
  const entry = findLineModel(await readLineManifest(options.modelsDir), options.model);
  const network = lineNetwork(entry.network);
  const weights = decodeSafetensors(await readWeightsFile(options.modelsDir, entry));
  assertWeightsFit(network, weights);
  const isDigit = [false, ...Array.from(entry.alphabet, (c) => c >= '0' && c <= '9')];
  const { engine, session } = await loadEngine(options, () => lineGraph(entry.network, weights));
  const placed = session ? placeLineSession(session, network.classes) : placeLineNetwork(network, weights);
  return {
    alphabet: entry.alphabet,
    temperature: entry.temperature,
    calibration: entry.calibration,
    uncertainBelow: entry.uncertainBelow,
    uncertainWordsBelow: entry.uncertainWordsBelow,
    uncertainNumbersBelow: entry.uncertainNumbersBelow,
    modelVersion: `${entry.name}@${entry.sha256.slice(0, 12)}`,
    engine,
    read: (strips) => placed.scores(strips.map(prepareLine)),
    async readTwice(strips) {
      const inks = strips.map(prepareLine);
      const scores = await scoreTwice(placed, inks, { temperature: entry.temperature, isDigit });
      return scores.map((own, i) => ({ ...own, dots: dotsOf(inks[i]) }));
    },
    dispose() {
      placed.dispose();
      if (engine.name === 'webgpu') stopWebgpu();
    },
  };
}
