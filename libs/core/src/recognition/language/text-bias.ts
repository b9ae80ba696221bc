import type { LanguageOptions, LanguageState } from './language-model.js';
import { wordBonuses } from './word-bonus.js';

export interface TextPlace {
  language?: LanguageOptions | undefined;
  /** Where what stands before the text ends; the beginning of a line when left out. */
  before?: LanguageState | undefined;
  /** What follows it, for the language model. */
  after?: '' | ' ' | undefined;
}

/** What the language model and known words add to the score of a whole text; 0 without one. */
export function textBias(text: string, { language, before, after = '' }: TextPlace): number {
  if (!language) return 0;
  const { model, weight, bonus } = language;
  let state: LanguageState = before ?? model.start();
  let bias = bonus * text.length + wordBonuses(text, language);
  for (const character of text + after) {
    state = model.next(state, character);
    bias += weight * state.logProbability;
  }
  return bias;
}
