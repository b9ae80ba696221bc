import type { LanguageModel } from './language-model.js';
import { type MixedState, MixedStates } from './mixed-states.js';
import type { NgramModel } from './ngram-model.js';
import { mixtureSettings } from './mixture-settings.js';

const { languages } = mixtureSettings;

export interface MixedModelOptions {
  /**
   * How much of the evidence for a language is kept from one character to the next, 0 to 1: words
   * of another language may stand in a line.
   */
  memory?: number;
  /** Share of the even start that goes into a line after another one. */
  freshness?: number;
}

/**
 * Several languages at once: each character's probability is the mean over the languages, weighted
 * by how well each has predicted the text so far (a Bayesian mixture of experts with forgetting),
 * so that the language of a line and of a page is detected during reading.
 */
export class MixedModel implements LanguageModel<MixedState> {
  private readonly models: readonly NgramModel[];
  private readonly memory: number;
  private readonly freshness: number;
  /** Two states and one character each: what `next` steps with. */
  private readonly steps = new Map<string, MixedStates>();

  constructor(models: readonly NgramModel[], options: MixedModelOptions = {}) {
    this.models = models;
    this.memory = options.memory ?? languages.memory;
    this.freshness = options.freshness ?? languages.freshness;
  }

  start(earlier?: MixedState): MixedState {
    const even = 1 / this.models.length;
    const shares = this.models.map((_, i) =>
      earlier ? this.freshness * even + (1 - this.freshness) * earlier.shares[i] : even,
    );
    return { logProbability: 0, nodes: this.models.map(({ start }) => start), shares };
  }

  next(state: MixedState, character: string): MixedState {
    const one = this.steps.get(character) ?? this.states(character);
    this.steps.set(character, one);
    one.put(0, state);
    const logProbability = one.step(0, 1, 1);
    return one.get(1, logProbability);
  }

  /** The states are the caller's own: what others put into theirs does not touch them. */
  states(alphabet: string): MixedStates {
    return new MixedStates(this.models, this.memory, alphabet);
  }
}
