import { grown } from './grown.js';
import type { LanguageState, LanguageStates } from './language-model.js';
import type { NgramModel } from './ngram-model.js';

export interface MixedState extends LanguageState {
  /** Where each language's model stands. */
  readonly nodes: readonly number[];
  /** How probable each language is after the text so far; sum 1. */
  readonly shares: readonly number[];
}

/**
 * How far a state is worked out: most are asked for their probability alone and never for what
 * follows them.
 */
const [bare, shared, weighed] = [0, 1, 2];

/**
 * The arithmetic of a `MixedModel` on flat arrays: entry `slot * models + i` belongs to state
 * `slot` and language i.
 */
export class MixedStates implements LanguageStates<MixedState> {
  private readonly models: readonly NgramModel[];
  private readonly memory: number;
  /** For each language the code of each class of the alphabet. */
  private readonly codes: readonly Uint8Array[];
  private nodes = new Int32Array(0);
  /**
   * Where a state is bare what its last character's probability is in each language, else the
   * languages' shares.
   */
  private shares = new Float64Array(0);
  /** What is kept of the shares as evidence after the next character. */
  private kept = new Float64Array(0);
  private stage = new Uint8Array(0);
  /** The state before a bare one. */
  private before = new Int32Array(0);

  constructor(models: readonly NgramModel[], memory: number, alphabet: string) {
    this.models = models;
    this.memory = memory;
    this.codes = models.map((model) => Uint8Array.from([0, ...Array.from(alphabet, (c) => model.codeFor(c))]));
  }

  put(slot: number, { nodes, shares }: MixedState): void {
    this.makeRoom(slot);
    const at = slot * this.models.length;
    this.nodes.set(nodes, at);
    this.shares.set(shares, at);
    this.stage[slot] = shared;
  }

  get(slot: number, logProbability: number): MixedState {
    this.share(slot);
    const from = slot * this.models.length;
    const to = from + this.models.length;
    return { logProbability, nodes: [...this.nodes.subarray(from, to)], shares: [...this.shares.subarray(from, to)] };
  }

  step(from: number, label: number, to: number): number {
    this.makeRoom(to);
    this.share(from);
    const { models, nodes, shares, codes } = this;
    const [a, b] = [from * models.length, to * models.length];
    let sum = 0;
    for (let i = 0; i < models.length; i++) {
      const model = models[i];
      nodes[b + i] = model.step(nodes[a + i], codes[i][label]);
      shares[b + i] = model.probability;
      sum += shares[a + i] * model.probability;
    }
    this.stage[to] = bare;
    this.before[to] = from;
    return Math.log(sum);
  }

  /**
   * Works out the shares of a bare state: those of the state before, as far as they are kept, times
   * the probabilities of the last character.
   */
  private share(slot: number): void {
    if (this.stage[slot] !== bare) return;
    const { models, shares, kept } = this;
    const from = this.before[slot] * models.length;
    const at = slot * models.length;
    this.weigh(this.before[slot]);
    let total = 0;
    for (let i = 0; i < models.length; i++) total += shares[at + i] *= kept[from + i];
    for (let i = 0; i < models.length; i++) shares[at + i] /= total;
    this.stage[slot] = shared;
  }

  /**
   * States after one and the same share what it keeps of its evidence: the power is the dearest
   * part of them.
   */
  private weigh(slot: number): void {
    if (this.stage[slot] === weighed) return;
    const { models, shares, kept, memory } = this;
    const at = slot * models.length;
    for (let i = 0; i < models.length; i++) kept[at + i] = shares[at + i] ** memory;
    this.stage[slot] = weighed;
  }

  private makeRoom(slot: number): void {
    if (slot < this.stage.length) return;
    const size = 2 * (slot + 1);
    this.nodes = grown(this.nodes, size * this.models.length);
    this.shares = grown(this.shares, size * this.models.length);
    this.kept = grown(this.kept, size * this.models.length);
    this.stage = grown(this.stage, size);
    this.before = grown(this.before, size);
  }
}
