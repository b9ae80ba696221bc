import type { LanguageModel, LanguageState } from './language-model.js';
import type { NgramModel } from './ngram-model.js';

export interface MixedState extends LanguageState {
  /** Where each language's model stands. */
  readonly nodes: readonly number[];
  /** How probable each language is after the text so far; sum 1. */
  readonly shares: readonly number[];
}

export interface MixedModelOptions {
  /** How much of the evidence for a language is kept from one character to the next, 0 to 1: words of another language may stand in a line. */
  memory?: number;
  /** Share of the even start that goes into a line after another one. */
  freshness?: number;
}

/**
 * Several languages at once: each character's probability is the mean over the languages, weighted by how well each has foretold the text so far (a
 * Bayesian mixture of experts with forgetting), so that the language of a line, and of a page, is found while it is read.
 */
export class MixedModel implements LanguageModel<MixedState> {
  private readonly models: readonly NgramModel[];
  private readonly memory: number;
  private readonly freshness: number;

  constructor(models: readonly NgramModel[], { memory = 0.97, freshness = 0.3 }: MixedModelOptions = {}) {
    this.models = models;
    this.memory = memory;
    this.freshness = freshness;
  }

  start(earlier?: MixedState): MixedState {
    const even = 1 / this.models.length;
    const shares = this.models.map((_, i) =>
      earlier ? this.freshness * even + (1 - this.freshness) * earlier.shares[i] : even,
    );
    return { logProbability: 0, nodes: this.models.map(({ start }) => start), shares };
  }

  next(state: MixedState, character: string): MixedState {
    const { models, memory } = this;
    const count = models.length;
    const nodes = Array.from<number>({ length: count });
    const shares = Array.from<number>({ length: count });
    let probability = 0;
    let total = 0;
    for (let i = 0; i < count; i++) {
      nodes[i] = models[i].next(state.nodes[i], character);
      const own = Math.exp(models[i].logProbability);
      probability += state.shares[i] * own;
      shares[i] = state.shares[i] ** memory * own;
      total += shares[i];
    }
    for (let i = 0; i < count; i++) shares[i] /= total;
    return { logProbability: Math.log(probability), nodes, shares };
  }
}
