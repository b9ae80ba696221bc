import type { LanguageState } from '../language/language-model.js';
import { wordBonuses } from '../language/word-bonus.js';
import type { InkRows } from './line-scores.js';
import { logAdd, never } from './log-math.js';
import type { BeamOptions } from './prefix-beam.js';

interface Kept {
  state: LanguageState | undefined;
  /** What the model says of all characters, with the bonus of each. */
  bias: number;
  blank: number;
  label: number;
}

/**
 * Prefix beam search as the textbook has it, with texts as keys, objects for states and logarithms
 * for masses: slow, and what the fast one must give.
 *
 * @returns the readings by their text, with the logarithm of the ink's probability and the score.
 */
export function plainBeam(rows: InkRows, options: BeamOptions): Map<string, { logProbability: number; score: number }> {
  const { alphabet, width, minProbability, language, before, after = '' } = options;
  const massOf = ({ blank, label }: Kept) => logAdd(blank, label);
  const wordsOf = (text: string) => {
    const isEnded = text !== '' && !/[\p{L}\p{N}]$/u.test(text);
    const whole = isEnded ? text : text.replace(/[\p{L}\p{N}]+$/u, '');
    return language ? wordBonuses(whole, language) : 0;
  };
  const scoreOf = (text: string, kept: Kept) => massOf(kept) + kept.bias + wordsOf(text);
  let beam = new Map<string, Kept>([
    ['', { state: before ?? language?.model.start(), bias: 0, blank: 0, label: never }],
  ]);
  for (let t = 0; t < rows.frames; t++) {
    const logs = rows.probabilities.subarray(t * rows.classes, (t + 1) * rows.classes).map(Math.log);
    const next = new Map<string, Kept>();
    const add = (text: string, from: Kept, mass: { blank?: number; label?: number }) => {
      const known = next.get(text) ?? { ...from, blank: never, label: never };
      known.blank = logAdd(known.blank, mass.blank ?? never);
      known.label = logAdd(known.label, mass.label ?? never);
      next.set(text, known);
    };
    for (const [text, kept] of beam) {
      const last = text === '' ? '' : text[text.length - 1];
      add(text, kept, { blank: massOf(kept) + logs[0] });
      if (last !== '') add(text, kept, { label: kept.label + logs[1 + alphabet.indexOf(last)] });
      for (const [i, character] of Array.from(alphabet).entries()) {
        if (logs[i + 1] <= Math.log(minProbability)) continue;
        const state = language?.model.next(kept.state!, character);
        const own = state ? language!.weight * state.logProbability + language!.bonus : 0;
        const mass = (character === last ? kept.blank : massOf(kept)) + logs[i + 1];
        add(text + character, { state, bias: kept.bias + own, blank: never, label: never }, { label: mass });
      }
    }
    const ranked = [...next].sort(([a, one], [b, other]) => scoreOf(b, other) - scoreOf(a, one)).slice(0, width);
    beam = new Map(ranked.filter(([text, kept]) => scoreOf(text, kept) >= scoreOf(...ranked[0]) - 12));
  }
  return new Map(
    [...beam].map(([text, kept]) => {
      const ending = language && text !== '' ? wordBonuses(text, language) - wordsOf(text) : 0;
      const follows =
        language && text !== '' && after ? language.weight * language.model.next(kept.state!, after).logProbability : 0;
      return [text, { logProbability: massOf(kept), score: scoreOf(text, kept) + ending + follows }];
    }),
  );
}
