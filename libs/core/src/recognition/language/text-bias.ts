import type { LanguageOptions, LanguageState } from './language-model.js';
import { textTreeFor } from './text-tree.js';
import { wordBonuses } from './word-bonus.js';

export interface TextPlace {
  language?: LanguageOptions | undefined;
  /** Where what stands before the text ends; the beginning of a line when left out. */
  before?: LanguageState | undefined;
  /** What follows it, for the language model. */
  after?: '' | ' ' | undefined;
  /**
   * The alphabet of the line's searches: what they asked about the text is then not asked again.
   */
  alphabet?: string | undefined;
}

/** The score of the language model and of known words for a whole text; 0 without a model. */
export function textBias(text: string, { language, before, after = '', alphabet = '' }: TextPlace): number {
  if (!language) return 0;
  const tree = textTreeFor(alphabet, language);
  const root = tree.rootOf(before);
  const node = tree.nodeOf(root, text);
  return node === 0
    ? untreedBias(text, { language, before, after })
    : tree.bias[node] - tree.bias[root] + tree.lastBiasOf(node, after);
}

/** The same for a text with characters that the alphabet lacks. */
function untreedBias(text: string, { language, before, after }: TextPlace & { language: LanguageOptions }): number {
  const { model, weight, bonus } = language;
  let state: LanguageState = before ?? model.start();
  let bias = bonus * text.length + wordBonuses(text, language);
  for (const character of text + after) {
    state = model.next(state, character);
    bias += weight * state.logProbability;
  }
  return bias;
}
