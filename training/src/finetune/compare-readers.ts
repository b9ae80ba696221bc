import {
  lineNetwork,
  type LineNetworkSettings,
  type NamedWeights,
  placeLineNetwork,
  scoreTwice,
} from '@longhand/inference';
import { bestPath, decodeLine, type LanguageOptions, logRowsOf, type StripScores } from '@longhand/core';
import { editDistance } from '../lines/text-scores.js';
import type { TrainingLine } from '../line-training/training-line.js';
import { type PairedComparison, pairedBootstrap } from './paired-bootstrap.js';

const BATCH = 32;

/**
 * The scores of every line, on the running backend; with `temperature`, lines in doubt are looked
 * at twice, as the system does.
 */
export async function scoresOfLines(
  settings: LineNetworkSettings,
  weights: NamedWeights,
  lines: readonly TrainingLine[],
  temperature?: number,
): Promise<StripScores[]> {
  const placed = placeLineNetwork(lineNetwork(settings), weights);
  try {
    const scores: StripScores[] = [];
    for (let from = 0; from < lines.length; from += BATCH) {
      const inks = lines.slice(from, from + BATCH).map(({ ink }) => ink);
      scores.push(...(await (temperature ? scoreTwice(placed, inks, { temperature }) : placed.scores(inks))));
    }
    return scores;
  } finally {
    placed.dispose();
  }
}

/** How lines are read with a language model. */
export interface DecodingOptions {
  readonly alphabet: string;
  readonly temperature: number;
  readonly language: LanguageOptions;
}

/**
 * Two sets of weights on the same lines: by best path, where no language model flatters either, or
 * with `decoding` as the system reads.
 */
export async function compareReaders(
  settings: LineNetworkSettings,
  { before, after }: { before: NamedWeights; after: NamedWeights },
  lines: readonly TrainingLine[],
  decoding?: DecodingOptions,
): Promise<PairedComparison> {
  const edits = (weights: NamedWeights) => editsOf(settings, weights, lines, decoding);
  const [old, changed] = [await edits(before), await edits(after)];
  return pairedBootstrap(
    lines.map(({ classes }, i) => ({ before: old[i], after: changed[i], characters: classes.length })),
  );
}

async function editsOf(
  settings: LineNetworkSettings,
  weights: NamedWeights,
  lines: readonly TrainingLine[],
  decoding: DecodingOptions | undefined,
): Promise<number[]> {
  const scores = await scoresOfLines(settings, weights, lines, decoding?.temperature);
  return scores.map((own, i) => {
    if (decoding) {
      const truth = lines[i].classes.map((c) => decoding.alphabet[c - 1]).join('');
      return editDistance(truth, decodeLine(own, decoding).text);
    }
    const path = bestPath(logRowsOf(own)).map((character) => character.class);
    return editDistance(path, lines[i].classes);
  });
}
