import type { LanguageModel, LanguageState } from './language-model.js';
import type { NgramModel } from './ngram-model.js';

export interface MixedState extends LanguageState {
  /** Where each language's model stands. */
  readonly nodes: readonly number[];
  /** How probable each language is after the text so far; sum 1. */
  readonly shares: readonly number[];
  /** What is kept of them as evidence after the next character; reckoned when it is first asked for. */
  kept: readonly number[] | undefined;
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
    return { logProbability: 0, nodes: this.models.map(({ start }) => start), shares, kept: undefined };
  }

  next(state: MixedState, character: string): MixedState {
    const { models, memory } = this;
    // Children of one state share what it keeps of its evidence: the power is the dearest part of a step.
    state.kept ??= state.shares.map((share) => share ** memory);
    const nodes: number[] = [];
    const shares: number[] = [];
    let probability = 0;
    let total = 0;
    for (let i = 0; i < models.length; i++) {
      const model = models[i];
      nodes.push(model.next(state.nodes[i], character));
      probability += state.shares[i] * model.probability;
      const share = state.kept[i] * model.probability;
      shares.push(share);
      total += share;
    }
    for (let i = 0; i < shares.length; i++) shares[i] /= total;
    return { logProbability: Math.log(probability), nodes, shares, kept: undefined };
  }
}
