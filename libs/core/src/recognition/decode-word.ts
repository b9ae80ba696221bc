import type { LayoutWord } from '../page/page-layout.js';
import { alphabet62 } from './alphabet.js';
import type { RecognisedCharacter, RecognisedWord } from './recognised-page.js';

/** The best chain of windows by length-weighted log-probability. */
export function decodeWord(
  word: LayoutWord,
  rows: Float32Array,
  allowed: readonly boolean[],
  uncertainBelow: number,
): RecognisedWord {
  const best: { score: number; window: number; character: number; probability: number }[] = [
    { score: 0, window: -1, character: -1, probability: 1 },
  ];
  for (let end = 1; end <= word.pieceCount; end++) {
    best[end] = { score: -Infinity, window: -1, character: -1, probability: 0 };
    for (const [index, window] of word.windows.entries()) {
      if (window.to !== end || best[window.from].score === -Infinity) continue;
      let character = -1;
      let probability = 1e-6;
      for (let c = 0; c < 62; c++) {
        const p = rows[window.glyph * 62 + c];
        if (allowed[c] && (p > probability || character < 0)) [character, probability] = [c, Math.max(p, 1e-6)];
      }
      const score = best[window.from].score + (window.to - window.from) * Math.log(probability);
      if (score > best[end].score) best[end] = { score, window: index, character, probability };
    }
  }
  const characters: RecognisedCharacter[] = [];
  for (let at = word.pieceCount; at > 0 && best[at].window >= 0; ) {
    const { window, character, probability } = best[at];
    const { box, from } = word.windows[window];
    const isUncertain = probability < uncertainBelow;
    characters.unshift({ character: alphabet62[character], box, confidence: probability, uncertain: isUncertain });
    at = from;
  }
  const text = characters.map((c) => c.character).join('');
  return {
    text,
    markedText: characters.map((c) => c.character + (c.uncertain ? '?' : '')).join(''),
    box: word.box,
    confidence: characters.reduce((product, c) => product * c.confidence, 1),
    uncertain: characters.some((c) => c.uncertain),
    alternatives: [],
    characters,
  };
}
