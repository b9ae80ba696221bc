import { BACKOFF_ZERO, type PackedNgrams, STEPS } from './packed-ngrams.js';

/** Probability of a character that the model does not know. */
const unknown = Math.exp(-14);
/**
 * Steps that are remembered, a power of 2: the readings of a page ask for the same ones again and
 * again.
 */
const REMEMBERED = 1 << 16;

/** Places in an entry of `NgramModel.inners`, after the first child. */
const [shorter, mask, backoff] = [1, 2, 3];

/** The bit of a character's code; every 32nd shares one. */
const maskOf = (code: number): number => 1 << (code & 31);

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
  /**
   * For each node above the last level, side by side because looking into memory is what a walk
   * costs: its first child, the node of its run without its first character, which characters its
   * children may have (see `maskOf`), and its back-off in sixteenths. One entry more ends the last
   * one's children.
   */
  private readonly inners: Int32Array;
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
    const inners = new Int32Array(4 * (this.inner + 1));
    this.inners = inners;
    let child = 1;
    for (let node = 0; node <= this.inner; node++) {
      inners[4 * node] = child;
      if (node > 0) inners[4 * node + backoff] = backoffs[node - 1];
      const end = node === this.inner ? child : child + (node === 0 ? levels[0] : childCounts[node - 1]);
      for (; child < end; child++) inners[4 * node + mask] |= maskOf(codes[child - 1]);
    }
    for (let node = 1 + levels[0], parent = 1; node < this.inner; node++) {
      while (inners[4 * (parent + 1)] <= node) parent += 1;
      inners[4 * node + shorter] = this.longestInner(inners[4 * parent + shorter], codes[node - 1]);
    }
    this.start = this.find(0, 0);
  }

  private readonly costs: Uint8Array;

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
      sum += this.backoffs[this.inners[4 * node + backoff]];
      node = this.inners[4 * node + shorter];
      child = this.find(node, code);
    }
    if (child === 0) {
      this.probability = unknown;
      return 0;
    }
    this.probability = Math.exp(sum + this.logs[this.costs[child - 1]]);
    return child < this.inner ? child : this.longestInner(this.inners[4 * node + shorter], code);
  }

  /**
   * The node of the longest run that ends in `code` after `node` or a shorter run, above the last
   * level.
   */
  private longestInner(from: number, code: number): number {
    for (let node = from; ; node = this.inners[4 * node + shorter]) {
      const child = this.find(node, code);
      if (child !== 0 && child < this.inner) return child;
      if (node === 0) return 0;
    }
  }

  /** The child with that last character, 0 where there is none. */
  private find(node: number, code: number): number {
    const { inners, codes } = this;
    if ((inners[4 * node + mask] & maskOf(code)) === 0) return 0;
    let low = inners[4 * node];
    let high = inners[4 * node + 4];
    const end = high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (codes[middle - 1] < code) low = middle + 1;
      else high = middle;
    }
    return low < end && codes[low - 1] === code ? low : 0;
  }
}
