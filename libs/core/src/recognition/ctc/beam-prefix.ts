import type { LanguageOptions, LanguageState } from '../language/language-model.js';
import { isWordCharacter, lastWordOf, wordBonus } from '../language/word-bonus.js';
import { never } from './log-math.js';

/** A reading of the frames so far, in a tree of prefixes. */
export interface Prefix {
  readonly parent: Prefix | undefined;
  /** Class of its last character; 0 for the empty reading. */
  readonly class: number;
  readonly text: string;
  /** Where the text stands for the language model. */
  readonly state: LanguageState | undefined;
  /** What the language model and known words add so far. */
  readonly bias: number;
  /** First and next of the prefixes that are one character longer. */
  firstChild: Prefix | undefined;
  readonly sibling: Prefix | undefined;
  /** Log probability of its paths that end in a blank, and in its last character. */
  blank: number;
  label: number;
  nextBlank: number;
  nextLabel: number;
  score: number;
}

/** The empty reading, which has all the probability before the first frame. */
export function rootPrefix(state: LanguageState | undefined): Prefix {
  const none = {
    firstChild: undefined,
    sibling: undefined,
    label: never,
    nextBlank: never,
    nextLabel: never,
    score: 0,
  };
  return { parent: undefined, class: 0, text: '', state, bias: 0, blank: 0, ...none };
}

export function findChild(prefix: Prefix, label: number): Prefix | undefined {
  let child = prefix.firstChild;
  while (child && child.class !== label) child = child.sibling;
  return child;
}

/** Makes the prefix that is longer by the character of class `label`. */
export function childOf(
  prefix: Prefix,
  label: number,
  { alphabet, language }: { alphabet: string; language?: LanguageOptions | undefined },
): Prefix {
  const character = alphabet[label - 1];
  let { state, bias } = prefix;
  if (language) {
    state = language.model.next(state!, character);
    bias += language.weight * state.logProbability + language.bonus;
    if (!isWordCharacter(character)) bias += wordBonus(lastWordOf(prefix.text), language);
  }
  const child: Prefix = {
    parent: prefix,
    class: label,
    text: prefix.text + character,
    state,
    bias,
    firstChild: undefined,
    sibling: prefix.firstChild,
    blank: never,
    label: never,
    nextBlank: never,
    nextLabel: never,
    score: bias,
  };
  prefix.firstChild = child;
  return child;
}
