import { kindOf } from './alphabet.js';
import type { WindowEvidence } from './window-evidence.js';
import type { StyleTable } from './word-styles.js';
import { glyphReadingSettings } from './glyph-reading-settings.js';

const { readings } = glyphReadingSettings;

/** One word with all the evidence for its readings. */
export interface LatticeInput {
  pieceCount: number;
  evidence: readonly WindowEvidence[];
  /** emissions[w][k]: weight of reading window w as its k-th character, before any context. */
  emissions: readonly (readonly number[])[];
  /** Window numbers by their first piece, and by the piece after their last. */
  byFrom: readonly (readonly number[])[];
  byTo: readonly (readonly number[])[];
  /** usable[w]: indices of the characters of window w that are to be considered. */
  usable: readonly (readonly number[])[];
}

/**
 * All readings of a word under one style: forward and backward sums over window chains and
 * characters.
 */
export interface Lattice {
  /** Sum over all readings; 0 when the style cannot read the word. */
  total: number;
  /**
   * posterior[w][k]: share of the readings that read window w as its k-th character; all 0 when
   * `total` is.
   */
  posterior: number[][];
}

/** Indexes the windows of a word by their ends. */
export function latticeInput(
  pieceCount: number,
  evidence: readonly WindowEvidence[],
  emissions: readonly (readonly number[])[],
): LatticeInput {
  const byFrom: number[][] = Array.from({ length: pieceCount + 1 }, () => []);
  const byTo: number[][] = Array.from({ length: pieceCount + 1 }, () => []);
  for (const [w, { window }] of evidence.entries()) {
    byFrom[window.from].push(w);
    byTo[window.to].push(w);
  }
  const usable = evidence.map(({ characters }, w) => worthwhile(characters, emissions[w]));
  return { pieceCount, evidence, emissions, byFrom, byTo, usable };
}

/**
 * The characters to be considered: of each kind (every style needs its own) the likeliest and those
 * that come near it.
 */
function worthwhile(characters: readonly number[], emissions: readonly number[]): number[] {
  const best = [0, 0, 0, 0];
  for (const [k, character] of characters.entries())
    best[kindOf(character)] = Math.max(best[kindOf(character)], emissions[k]);
  return [...characters.keys()].filter((k) => emissions[k] > readings.negligible * best[kindOf(characters[k])]);
}

/**
 * The part of a word that a table applies to: its characters, in the single window over the whole
 * word or in all others.
 */
export function forTable(input: LatticeInput, { isSingle, occurs }: StyleTable): LatticeInput {
  const { pieceCount, evidence } = input;
  const mayRead = (w: number) => (evidence[w].window.to - evidence[w].window.from === pieceCount) === isSingle;
  const filtered = (ends: LatticeInput['byFrom']) => ends.map((windows) => windows.filter(mayRead));
  const usable = input.usable.map((ks, w) => ks.filter((k) => occurs[evidence[w].characters[k]]));
  return { ...input, byFrom: filtered(input.byFrom), byTo: filtered(input.byTo), usable };
}

/**
 * Forward-backward over windows and characters (Rabiner 1989, section III; windows of several
 * pieces make it a segmental model). Weights are kept in range by the caller's emissions.
 */
export function buildLattice(input: LatticeInput, table: StyleTable): Lattice {
  const { evidence, emissions, pieceCount, byFrom, byTo, usable } = forTable(input, table);
  const { start, next, end } = table;
  const forward = evidence.map(({ characters }) => new Float64Array(characters.length));
  const backward = evidence.map(({ characters }) => new Float64Array(characters.length));
  for (let at = 0; at < pieceCount; at++) {
    for (const w of byFrom[at]) {
      for (const k of usable[w]) {
        const character = evidence[w].characters[k];
        let sum = at === 0 ? start[character] : 0;
        for (const v of byTo[at])
          for (const j of usable[v]) sum += forward[v][j] * next[evidence[v].characters[j]][character];
        forward[w][k] = sum * emissions[w][k];
      }
    }
  }
  let total = 0;
  for (let at = pieceCount; at > 0; at--) {
    for (const v of byTo[at]) {
      for (const j of usable[v]) {
        if (forward[v][j] === 0) continue;
        const before = evidence[v].characters[j];
        let sum = at === pieceCount ? end[before] : 0;
        for (const w of byFrom[at])
          for (const k of usable[w]) sum += next[before][evidence[w].characters[k]] * emissions[w][k] * backward[w][k];
        backward[v][j] = sum;
        if (at === pieceCount) total += forward[v][j] * sum;
      }
    }
  }
  const posterior = forward.map((row, w) => Array.from(row, (f, k) => (total > 0 ? (f * backward[w][k]) / total : 0)));
  return { total, posterior };
}
