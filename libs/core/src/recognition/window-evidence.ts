import type { GlyphWindow, LayoutWord } from '../page/page-layout.js';
import { alphabet62, kindOf, characterKinds } from './alphabet.js';
import { classShares } from './class-shares.js';
import type { GlyphPlace } from './glyph-geometry.js';

/**
 * What one window says by itself: which characters it may be, and whether it is a whole character
 * at all.
 */
export interface WindowEvidence {
  window: GlyphWindow;
  place: GlyphPlace;
  /** Class numbers; the improbable are left out. */
  characters: number[];
  /**
   * For each of `characters` how much better the ink suits it than the average class; sums to 1.
   */
  likelihoods: number[];
  /**
   * Weight of this window as one character, in (0, 1]; windows over more pieces carry
   * proportionally more.
   */
  weight: number;
}

/** The most digits and letters that a window keeps; a letter counts once for both cases. */
const maxDigits = 4;
const maxLetters = 6;
/**
 * How well ink that is a mark suits a mark, against letters: the network has not learnt marks, so
 * that their size must speak.
 */
const markLikelihood = 0.1;
const markClasses = [62, 63, 64, 65];
/** Exponent of the window weight: how far the classifier's doubt speaks against a window. */
const doubtPower = 2;
/**
 * How seldom a character has a gap in it, and how fast that falls with the gap's width in
 * x-heights.
 */
const bridgeFactor = 0.02;
const bridgeFall = 0.05;

const twinOf = (character: number) => (character < 10 ? -1 : character < 36 ? character + 26 : character - 26);

/**
 * Probability that is granted to every class whatever the network says: it is surer than it may be.
 */
const slip = 3e-5;

/** Groups of classes that look alike: doubt within a group says nothing against the window. */
const lookAlikes = ['0OoDQ', '1IilL7', '5Ss', '2Zz', '9gq', '6bG', '8B', 'uvUVy', 'nr', 'hn', 'ft', '4A'];
const groupsOf = Array.from(alphabet62, (character, own) => {
  const members = new Set(
    lookAlikes.filter((g) => g.includes(character)).flatMap((g) => Array.from(g, (c) => alphabet62.indexOf(c))),
  );
  return [...members.add(own).add(twinOf(own))].filter((c) => c >= 0);
});

export interface EvidenceOptions {
  /** 62 probabilities a glyph. */
  rows: Float32Array;
  /** Classes that may occur. */
  allowed: readonly boolean[];
  xHeightPx: number;
}

/** Evidence of every window of a word. */
export function windowEvidence(word: LayoutWord, { rows, allowed, xHeightPx }: EvidenceOptions): WindowEvidence[] {
  const gaps = gapsBetweenPieces(word);
  return word.windows.map((window) => {
    const row = rows.subarray(window.glyph * 62, window.glyph * 62 + 62);
    const characters = likelyCharacters(row, allowed);
    const raw = characters.map((c) => (row[c] + slip) / classShares[c]);
    const sum = raw.reduce((a, b) => a + b, 0);
    const likelihoods = raw.map((p) => p / sum);
    for (const mark of markClasses) {
      if (!allowed[mark]) continue;
      characters.push(mark);
      likelihoods.push(markLikelihood);
    }
    return {
      window,
      place: { height: window.heightInX, bottom: window.bottomInX, width: window.box.width / xHeightPx },
      characters,
      likelihoods,
      weight: weightOf(window, row) * bridging(window, gaps, xHeightPx),
    };
  });
}

function likelyCharacters(row: Float32Array, allowed: readonly boolean[]): number[] {
  const ranked = Array.from(row.keys())
    .filter((c) => allowed[c])
    .sort((a, b) => row[b] / classShares[b] - row[a] / classShares[a]);
  const digits = ranked.filter((c) => kindOf(c) === characterKinds.digit).slice(0, maxDigits);
  const letters = new Set<number>();
  for (const c of ranked) {
    if (letters.size >= 2 * maxLetters) break;
    if (kindOf(c) === characterKinds.digit) continue;
    letters.add(c);
    if (allowed[twinOf(c)]) letters.add(twinOf(c));
  }
  return [...digits, ...letters];
}

function weightOf(window: GlyphWindow, row: Float32Array): number {
  let best = 0;
  for (let c = 1; c < 62; c++) if (row[c] > row[best]) best = c;
  const sureness = Math.min(
    1,
    groupsOf[best].reduce((sum, c) => sum + row[c], 0),
  );
  return Math.max(1e-4, sureness) ** (doubtPower * (window.to - window.from));
}

/**
 * Paper between piece i - 1 and piece i in pixels, at index i; at most 0 where the ink was cut or
 * the pieces stand above each other.
 */
function gapsBetweenPieces({ windows, pieceCount }: LayoutWord): number[] {
  const pieces = Array.from({ length: pieceCount }, (_, i) => windows.find((w) => w.from === i && w.to === i + 1)?.box);
  return pieces.map((box, i) => {
    const before = pieces[i - 1];
    return box && before ? box.x - before.x - before.width : 0;
  });
}

/**
 * Factor for a window that reaches over white paper: a stroke breaks now and then, but a gap mostly
 * parts two letters.
 */
function bridging(window: GlyphWindow, gaps: readonly number[], xHeightPx: number): number {
  let factor = 1;
  for (let i = window.from + 1; i < window.to; i++) {
    const gap = (gaps[i] - 1) / xHeightPx;
    if (gap > 0.02) factor *= bridgeFactor * Math.exp(-gap / bridgeFall);
  }
  return factor;
}
