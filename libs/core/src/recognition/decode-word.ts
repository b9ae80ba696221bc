import { characters66 } from './alphabet.js';
import { bestReadings, type LatticePath } from './best-readings.js';
import type { RecognisedCharacter, RecognisedWord } from './recognised-page.js';
import type { WeighedWord } from './weigh-words.js';
import type { Lattice } from './word-lattice.js';
import type { StyleTable } from './word-styles.js';
import { glyphReadingSettings } from './glyph-reading-settings.js';

const { readings } = glyphReadingSettings;

/** A word under one style: the style's table, its probability for this word, and its lattice. */
export interface StyledLattice {
  table: StyleTable;
  probability: number;
  lattice: Lattice;
}

/**
 * The best reading of a word over all styles and window chains, with alternatives and confidences.
 */
export function decodeWord(
  { word, input }: WeighedWord,
  styles: readonly StyledLattice[],
  uncertainBelow: number,
): RecognisedWord | undefined {
  const found = new Map<string, { probability: number; best: LatticePath; weight: number }>();
  for (const { table, probability, lattice } of styles) {
    if (probability < readings.minStyle || lattice.total === 0) continue;
    for (const reading of bestReadings(input, table, readings.readingsPerStyle)) {
      const weight = (probability * reading.weight) / lattice.total;
      const known = found.get(reading.text);
      if (!known) found.set(reading.text, { probability: weight, best: reading, weight });
      else {
        known.probability += weight;
        if (weight > known.weight) [known.best, known.weight] = [reading, weight];
      }
    }
  }
  const ranked = [...found].sort(([, a], [, b]) => b.probability - a.probability);
  if (ranked.length === 0) return undefined;
  const [text, { best, probability }] = ranked[0];
  const characters = best.steps.map(({ window, character }): RecognisedCharacter => {
    const confidence = Math.min(
      1,
      styles.reduce((sum, s) => sum + s.probability * s.lattice.posterior[window][character], 0),
    );
    const { window: glyph, characters: classes } = input.evidence[window];
    return {
      character: characters66[classes[character]],
      box: glyph.box,
      confidence,
      uncertain: confidence < uncertainBelow,
    };
  });
  return {
    text,
    markedText: characters.map((c) => c.character + (c.uncertain ? '?' : '')).join(''),
    box: word.box,
    confidence: Math.min(1, probability),
    uncertain: characters.some((c) => c.uncertain),
    alternatives: ranked
      .slice(1, 1 + readings.maxAlternatives)
      .filter(([, r]) => r.probability > readings.minAlternative)
      .map(([other, r]) => ({ text: other, probability: r.probability })),
    characters,
  };
}
