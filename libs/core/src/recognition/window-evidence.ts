import type { GlyphWindow, LayoutWord } from '../page/page-layout.js';
import { alphabet62, kindOf, characterKinds } from './alphabet.js';
import { classShares } from './class-shares.js';
import type { GlyphPlace } from './glyph-geometry.js';
import { glyphReadingSettings } from './glyph-reading-settings.js';

const { evidence } = glyphReadingSettings;

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
const markClasses = [62, 63, 64, 65];

const twinOf = (character: number) => (character < 10 ? -1 : character < 36 ? character + 26 : character - 26);

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
    const row = rows.subarray(window.glyph! * 62, window.glyph! * 62 + 62);
    const characters = likelyCharacters(row, allowed);
    const raw = characters.map((c) => (row[c] + evidence.slip) / classShares[c]);
    const sum = raw.reduce((a, b) => a + b, 0);
    const likelihoods = raw.map((p) => p / sum);
    for (const mark of markClasses) {
      if (!allowed[mark]) continue;
      characters.push(mark);
      likelihoods.push(evidence.markLikelihood);
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
  const digits = ranked.filter((c) => kindOf(c) === characterKinds.digit).slice(0, evidence.maxDigits);
  const letters = new Set<number>();
  for (const c of ranked) {
    if (letters.size >= 2 * evidence.maxLetters) break;
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
  return Math.max(evidence.minSureness, sureness) ** (evidence.doubtPower * (window.to - window.from));
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
    if (gap > evidence.minBridge) factor *= evidence.bridgeFactor * Math.exp(-gap / evidence.bridgeFall);
  }
  return factor;
}
