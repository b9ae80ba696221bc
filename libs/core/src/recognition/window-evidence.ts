import type { GlyphWindow, LayoutWord } from '../page/page-layout.js';
import { alphabet62, letterOf } from './alphabet.js';
import { classShares } from './class-shares.js';

/** What one window says by itself: which characters it may be, and whether it is a whole character at all. */
export interface WindowEvidence {
  window: GlyphWindow;
  /** Class numbers, the most probable first; the rest of the 62 is left out. */
  characters: number[];
  /** For each of `characters` how much better the ink suits it than the average class; sums to 1. */
  likelihoods: number[];
  /** Weight of this window as one character, in (0, 1]; windows over more pieces carry proportionally more. */
  weight: number;
}

/** The most characters that a window keeps, besides their twins of the other case. */
const mostCharacters = 9;
/** Exponent of the window weight: how far the classifier's doubt speaks against a window. */
const doubtPower = 1;

const twinOf = (character: number) => (character < 10 ? -1 : character < 36 ? character + 26 : character - 26);

/** Groups of classes that look alike: doubt within a group says nothing against the window. */
const lookAlikes = ['0OoDQ', '1IilL7', '5Ss', '2Zz', '9gq', '6bG', '8B', 'uvUVy', 'nr', 'hn', 'ft', '4A'];
const groupsOf = Array.from(alphabet62, (character, own) => {
  const members = new Set(
    lookAlikes.filter((g) => g.includes(character)).flatMap((g) => Array.from(g, (c) => alphabet62.indexOf(c))),
  );
  return [...members.add(own).add(twinOf(own))].filter((c) => c >= 0);
});

/** Evidence of every window of a word. `rows` holds 62 probabilities a glyph; classes that are not `allowed` never occur. */
export function windowEvidence(word: LayoutWord, rows: Float32Array, allowed: readonly boolean[]): WindowEvidence[] {
  return word.windows.map((window) => {
    const row = rows.subarray(window.glyph * 62, window.glyph * 62 + 62);
    const ranked = Array.from(row.keys())
      .filter((c) => allowed[c])
      .sort((a, b) => row[b] / classShares[b] - row[a] / classShares[a]);
    const kept = new Set<number>();
    for (const character of ranked.slice(0, mostCharacters)) {
      kept.add(character);
      const twin = twinOf(character);
      if (twin >= 0 && allowed[twin]) kept.add(twin);
    }
    const characters = [...kept];
    const raw = characters.map((c) => Math.max(row[c], 1e-7) / classShares[c]);
    const sum = raw.reduce((a, b) => a + b, 0);
    return { window, characters, likelihoods: raw.map((p) => p / sum), weight: weightOf(window, row) };
  });
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

/** True when two classes are the same letter in different case. */
export function isSameLetter(a: number, b: number): boolean {
  return a === b || (letterOf(a) >= 0 && letterOf(a) === letterOf(b));
}
