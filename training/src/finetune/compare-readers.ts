import { lineNetwork, type LineNetworkSettings, type NamedWeights, placeLineNetwork } from '@longhand/classifier';
import { bestPath, logRowsOf, type StripScores } from '@longhand/core';
import { editDistance } from '../lines/text-scores.js';
import type { TrainingLine } from '../line-training/training-line.js';
import { type PairedComparison, pairedBootstrap } from './paired-bootstrap.js';

const BATCH = 32;

/** The scores of every line, on the running backend. */
export async function scoresOfLines(
  settings: LineNetworkSettings,
  weights: NamedWeights,
  lines: readonly TrainingLine[],
): Promise<StripScores[]> {
  const placed = placeLineNetwork(lineNetwork(settings), weights);
  try {
    const scores: StripScores[] = [];
    for (let from = 0; from < lines.length; from += BATCH)
      scores.push(...(await placed.scores(lines.slice(from, from + BATCH).map(({ ink }) => ink))));
    return scores;
  } finally {
    placed.dispose();
  }
}

/** Two sets of weights on the same lines, by best path: no language model flatters either. */
export async function compareReaders(
  settings: LineNetworkSettings,
  { before, after }: { before: NamedWeights; after: NamedWeights },
  lines: readonly TrainingLine[],
): Promise<PairedComparison> {
  const [old, changed] = [await editsOf(settings, before, lines), await editsOf(settings, after, lines)];
  return pairedBootstrap(
    lines.map(({ classes }, i) => ({ before: old[i], after: changed[i], characters: classes.length })),
  );
}

async function editsOf(
  settings: LineNetworkSettings,
  weights: NamedWeights,
  lines: readonly TrainingLine[],
): Promise<number[]> {
  const scores = await scoresOfLines(settings, weights, lines);
  return scores.map((own, i) => {
    const path = bestPath(logRowsOf(own)).map((character) => character.class);
    return editDistance(path, lines[i].classes);
  });
}
