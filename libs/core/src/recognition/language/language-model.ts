import type { WordTrie } from './word-trie.js';

/** The state of a language model after a text: what it needs of the characters so far. */
export interface LanguageState {
  /**
   * Natural logarithm of the probability of the last character after those before it; 0 at the
   * start.
   */
  readonly logProbability: number;
}

/** The probability of a character after a text. */
export interface LanguageModel<State extends LanguageState = LanguageState> {
  /**
   * The beginning of a line. `earlier` is the end of the line before it on the page, where there is
   * one: its language is likely to go on.
   */
  start(earlier?: State): State;
  next(state: State, character: string): State;
  /**
   * The same steps on numbered states, for searches that take millions of them. A model without it
   * is walked by `next`.
   */
  states?(alphabet: string): LanguageStates<State>;
}

/**
 * A language model's states by number, so that a step creates no object. The caller chooses the
 * numbers, from 0 up and without large gaps; a number may be reused for another state.
 */
export interface LanguageStates<State extends LanguageState = LanguageState> {
  /** Takes in a state as number `slot`. */
  put(slot: number, state: State): void;
  /** The state of that number as an object; `logProbability` is what `step` gave for it. */
  get(slot: number, logProbability: number): State;
  /**
   * Makes `to` the state after `from` and the character of class `label` (its place in the
   * alphabet, from 1).
   *
   * @returns the natural logarithm of the character's probability.
   */
  step(from: number, label: number, to: number): number;
}

/** Words that are known to exist, in small letters. */
export interface KnownWords {
  has(word: string): boolean;
}

/** The contribution of a language model to the score of a reading. */
export interface LanguageOptions {
  model: LanguageModel;
  /** Weight of the model's log probability; 0.3 to 1.5 is usual. */
  weight: number;
  /** Added for each character, against the model's liking for short readings. */
  bonus: number;
  /**
   * Words with something added for each that is read whole: a reward, so that any other word stays
   * possible. With the tree of them, those that suit the ink are among an uncertain word's other
   * readings.
   */
  words?: { known: KnownWords; bonus: number; trie?: WordTrie | undefined } | undefined;
}
