import { BACKOFF_ZERO, type PackedNgrams, STEPS } from './packed-ngrams.js';

/** Probability of a character that the model does not know. */
const unknown = Math.exp(-14);
/**
 * Steps that are remembered, a power of 2: the readings of a page ask for the same ones again and
 * again.
 */
const REMEMBERED = 1 << 16;

/**
 * Walks a packed n-gram model: a state is the node of the longest run of last characters that the
 * model has, at most one shorter than its order, so that a step costs a search among the children
 * of a few nodes, however long the text.
 */
export class NgramModel {
  /** Where a line begins. */
  readonly start: number;
  /** Probability of the character of the last `next`. */
  probability = 1;
  /** Code of each UTF-16 unit, 0 for what the model does not know. */
  private readonly codeOf = new Uint8Array(0x1_0000);
  /**
   * For each remembered step, side by side because looking into memory is what a step costs: its
   * state and code in one number, where it leads, and its probability (as a float).
   */
  private readonly steps = new Int32Array(4 * REMEMBERED).fill(-1);
  private readonly probabilities = new Float32Array(this.steps.buffer);
  /** First child of each node above the last level, and one entry for the end. */
  private readonly first: Uint32Array;
  /** The node of each run above the last level without its first character. */
  private readonly shorter: Uint32Array;
  /** Nodes above the last level, with the empty run. */
  private readonly inner: number;
  private readonly codes: Uint8Array;
  private readonly logs: Float32Array;
  private readonly backoffs: Float32Array;

  constructor(ngrams: PackedNgrams) {
    const { characters, levels, codes, costs, backoffs, childCounts } = ngrams;
    for (let i = 0; i < characters.length; i++) this.codeOf[characters.charCodeAt(i)] = i + 1;
    this.codes = codes;
    this.inner = backoffs.length + 1;
    this.logs = Float32Array.from({ length: 256 }, (_, cost) => -cost / STEPS);
    this.backoffs = Float32Array.from({ length: 256 }, (_, step) => (step - BACKOFF_ZERO) / STEPS);
    this.costs = costs;
    this.backoffSteps = backoffs;
    this.first = new Uint32Array(this.inner + 1);
    this.first[0] = 1;
    this.first[1] = 1 + levels[0];
    for (let node = 1; node < this.inner; node++) this.first[node + 1] = this.first[node] + childCounts[node - 1];
    this.shorter = new Uint32Array(this.inner);
    for (let node = 1 + levels[0], parent = 1; node < this.inner; node++) {
      while (this.first[parent + 1] <= node) parent += 1;
      this.shorter[node] = this.longestInner(this.shorter[parent], codes[node - 1]);
    }
    this.start = this.find(0, 0);
  }

  private readonly costs: Uint8Array;
  private readonly backoffSteps: Uint8Array;

  /** The state after one more character; its probability is in `probability`. */
  next(state: number, character: string): number {
    return this.step(state, this.codeFor(character));
  }

  /** What `step` takes for a character; 0 where the model does not know it. */
  codeFor(character: string): number {
    return character.length === 1 ? this.codeOf[character.charCodeAt(0)] : 0;
  }

  /** The state after the character of that code; its probability is in `probability`. */
  step(state: number, code: number): number {
    if (code === 0) {
      this.probability = unknown;
      return 0;
    }
    const step = state * 256 + code;
    const slot = (Math.imul(step, 0x9e37_79b1) >>> 16) << 2;
    if (this.steps[slot] !== step) {
      this.steps[slot + 1] = this.walk(state, code);
      this.steps[slot] = step;
      this.probabilities[slot + 2] = this.probability;
    }
    this.probability = this.probabilities[slot + 2];
    return this.steps[slot + 1];
  }

  private walk(state: number, code: number): number {
    let sum = 0;
    let node = state;
    let child = this.find(node, code);
    while (child === 0 && node !== 0) {
      sum += this.backoffs[this.backoffSteps[node - 1]];
      node = this.shorter[node];
      child = this.find(node, code);
    }
    if (child === 0) {
      this.probability = unknown;
      return 0;
    }
    this.probability = Math.exp(sum + this.logs[this.costs[child - 1]]);
    return child < this.inner ? child : this.longestInner(this.shorter[node], code);
  }

  /**
   * The node of the longest run that ends in `code` after `node` or a shorter run, above the last
   * level.
   */
  private longestInner(from: number, code: number): number {
    for (let node = from; ; node = this.shorter[node]) {
      const child = this.find(node, code);
      if (child !== 0 && child < this.inner) return child;
      if (node === 0) return 0;
    }
  }

  /** The child with that last character, 0 where there is none. */
  private find(node: number, code: number): number {
    let low = this.first[node];
    let high = this.first[node + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.codes[middle - 1] < code) low = middle + 1;
      else high = middle;
    }
    return low < this.first[node + 1] && this.codes[low - 1] === code ? low : 0;
  }
}
