import type { LayoutWord, PageLayout } from '../page/page-layout.js';
import { kindOf, characterKinds } from './alphabet.js';
import { goodStature } from './glyph-geometry.js';
import { bestScale, borrowLineScale, guessLineScale, type ScaleHypothesis, statureOnLine } from './line-scale.js';
import { type WindowEvidence, windowEvidence } from './window-evidence.js';
import { type LatticeInput, latticeInput } from './word-lattice.js';
import { glyphReadingSettings } from './glyph-reading-settings.js';

const { lineScale } = glyphReadingSettings;

/** A word with the evidence of its windows, ready for the lattice. */
export interface WeighedWord {
  word: LayoutWord;
  line: number;
  input: LatticeInput;
}

/**
 * Weights every window of a page by its ink, and by its height and position on the line. Words that
 * no chain of windows covers are left out.
 */
export function weighWords(layout: PageLayout, rows: Float32Array, allowed: readonly boolean[]): WeighedWord[] {
  const lines = layout.lines.map(({ words, xHeightPx }) =>
    words.flatMap((word) => {
      const evidence = windowEvidence(word, { rows, allowed, xHeightPx });
      const chain = likeliestChain(word.pieceCount, evidence);
      return chain ? [{ word, evidence, chain }] : [];
    }),
  );
  const scales = scalesOfLines(
    lines.map((words) => words.flatMap(({ chain }) => chain)),
    layout.lines.map(({ xHeightPx }) => Math.max(1, xHeightPx)),
  );
  return lines.flatMap((words, line) =>
    words.map(({ word, evidence, chain }) => {
      const emissions = evidence.map((e) => emissionsOf(e, scales[line]));
      return {
        word,
        line,
        input: latticeInput(word.pieceCount, evidence, inRange(emissions, chain, evidence)),
      };
    }),
  );
}

/**
 * Guesses for every line; short lines borrow those of the others, and a page of short lines has
 * none.
 */
function scalesOfLines(glyphs: readonly WindowEvidence[][], xHeightsPx: readonly number[]): ScaleHypothesis[][] {
  const isLong = (line: number) => glyphs[line].length >= lineScale.minForScale;
  const medianOf = (heightOf: (line: number) => number) => {
    const heights = glyphs
      .flatMap((own, line) => (isLong(line) ? own.map(() => heightOf(line)) : []))
      .sort((a, b) => a - b);
    return heights[heights.length >> 1];
  };
  const usual = medianOf((line) => xHeightsPx[line]);
  if (usual === undefined) return glyphs.map(() => []);
  const judged = glyphs.map((own, line) => (isLong(line) ? guessLineScale(own, usual / xHeightsPx[line]) : []));
  const truePx = medianOf((line) => xHeightsPx[line] * bestScale(judged[line]));
  return judged.map((guesses, line) => (isLong(line) ? guesses : borrowLineScale(truePx / xHeightsPx[line])));
}

function emissionsOf(
  { window, place, characters, likelihoods, weight }: WindowEvidence,
  guesses: readonly ScaleHypothesis[],
): number[] {
  const raw = likelihoods.map((l, k) => statureOf(characters[k], place, guesses) * l);
  const sum = raw.reduce((a, b) => a + b, 0);
  const fit = guesses.length > 0 ? Math.max(lineScale.minFit, Math.min(1, sum / goodStature())) : 1;
  return raw.map((value) => (weight * fit ** (lineScale.fitPower * (window.to - window.from)) * value) / sum);
}

/**
 * Without a scale, size and place say nothing about letters and digits, and marks cannot be told at
 * all.
 */
function statureOf(character: number, place: WindowEvidence['place'], guesses: readonly ScaleHypothesis[]): number {
  if (guesses.length > 0) return statureOnLine(guesses, character, place);
  return kindOf(character) === characterKinds.mark ? 0 : 1;
}

/**
 * The chain of windows with the highest product of weights, or undefined when no chain covers the
 * word.
 */
function likeliestChain(pieceCount: number, evidence: readonly WindowEvidence[]): WindowEvidence[] | undefined {
  const best: { score: number; last?: WindowEvidence }[] = Array.from({ length: pieceCount + 1 }, () => ({ score: 0 }));
  best[0].score = 1;
  for (const candidate of [...evidence].sort((a, b) => a.window.to - b.window.to)) {
    const score = best[candidate.window.from].score * candidate.weight;
    if (score > best[candidate.window.to].score) best[candidate.window.to] = { score, last: candidate };
  }
  const chain: WindowEvidence[] = [];
  for (let at = pieceCount; at > 0; ) {
    const { last } = best[at];
    if (!last) return undefined;
    chain.unshift(last);
    at = last.window.from;
  }
  return pieceCount > 0 ? chain : undefined;
}

/**
 * Multiplies every window by the same factor a piece, which changes no comparison and keeps long
 * words from vanishing in floating point.
 */
function inRange(
  emissions: number[][],
  chain: readonly WindowEvidence[],
  evidence: readonly WindowEvidence[],
): number[][] {
  const pieces = chain[chain.length - 1].window.to;
  const log = chain.reduce((sum, e) => sum + Math.log(e.weight), 0) - 4 * chain.length;
  const perPiece = Math.exp(-log / pieces);
  return emissions.map((row, w) => {
    const { from, to } = evidence[w].window;
    return row.map((value) => value * perPiece ** (to - from));
  });
}
