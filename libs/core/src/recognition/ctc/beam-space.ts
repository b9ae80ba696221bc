import type { TextTree } from '../language/text-tree.js';
import type { InkRows } from './line-scores.js';
import { never } from './log-math.js';

/**
 * Readings this far below the best (e to the power of -12) are dropped even where the beam has
 * room.
 */
const maxBehind = Math.exp(-12);

export interface BeamSearch {
  tree: TextTree;
  /** Node of what stands before the first frame. */
  root: number;
  width: number;
  minProbability: number;
}

/**
 * The working memory of a prefix beam search, in flat arrays. The mass of a reading is its
 * probability times the exponential of the language model's score, as a share of the best reading's
 * mass: adding paths is then a plain sum, with only one logarithm for each frame.
 */
export class BeamSpace {
  /** Nodes of the readings that were found, best first, and the logarithm of their masses. */
  nodes = new Int32Array(0);
  logScores = new Float64Array(0);
  /**
   * Mass of each kept reading's paths that end in a blank, and in its last character; now and after
   * the next frame.
   */
  private blank = new Float64Array(0);
  private label = new Float64Array(0);
  private nextBlank = new Float64Array(0);
  private nextLabel = new Float64Array(0);
  /** The same for the best readings, in their order. */
  private keptBlank = new Float64Array(0);
  private keptLabel = new Float64Array(0);
  /** The best readings after the next frame, best first. */
  private nextNodes = new Int32Array(0);
  private nextMasses = new Float64Array(0);
  private reached = 0;
  private width = 0;
  /** A mass below this does not come among them. */
  private limit = 0;
  /** For each node its place among the kept readings + 1; 0 for all others. */
  private placeOf = new Int32Array(0);
  /** The characters that may begin in the frame, and their probability. */
  private labels = new Int32Array(0);
  private ink = new Float64Array(0);
  /**
   * Pairs of a reading and a character that the tree does not know yet, and their mass without the
   * language model.
   */
  private openPairs = new Int32Array(0);
  private openMasses = new Float64Array(0);

  /**
   * Searches the frames; the results are in `nodes` and `logScores`, as many as it returns. There
   * is always one.
   */
  search({ probabilities, frames, classes }: InkRows, { tree, root, width, minProbability }: BeamSearch): number {
    this.makeRoom(width, classes);
    this.nodes[0] = root;
    this.blank[0] = 1;
    this.label[0] = 0;
    let count = 1;
    let logScale = 0;
    for (let t = 0; t < frames; t++) {
      tree.reserve(width * classes);
      if (this.placeOf.length < tree.parent.length) this.placeOf = new Int32Array(tree.parent.length);
      for (let k = 0; k < count; k++) this.placeOf[this.nodes[k]] = k + 1;
      const row = probabilities.subarray(t * classes, (t + 1) * classes);
      this.reached = 0;
      this.stay(tree, count, row, minProbability);
      this.goOn(tree, count, this.readCandidates(row, minProbability));
      const kept = this.keepBest();
      for (let k = 0; k < count; k++) this.placeOf[this.nodes[k]] = 0;
      // No path leads through this frame.
      if (kept === 0) {
        this.logScores[0] = never;
        return 1;
      }
      count = kept;
      logScale += Math.log(this.nextMasses[0]);
      this.swap();
    }
    for (let k = 0; k < count; k++) this.logScores[k] = Math.log(this.blank[k] + this.label[k]) + logScale;
    return count;
  }

  /**
   * What the kept readings have after the frame without another character, and what they get from
   * those they are one longer than.
   */
  private stay({ parent, label: labels, factor }: TextTree, count: number, row: Float64Array, floor: number): void {
    const { nodes, blank, label, nextBlank, nextLabel, placeOf } = this;
    const blankInk = row[0];
    for (let k = 0; k < count; k++) {
      const node = nodes[k];
      const own = labels[node];
      const ink = row[own];
      const from = placeOf[parent[node]] - 1;
      let mass = label[k] === 0 ? 0 : label[k] * ink;
      if (from >= 0 && row[own] > floor)
        mass += (labels[nodes[from]] === own ? blank[from] : blank[from] + label[from]) * ink * factor[node];
      nextBlank[k] = (blank[k] + label[k]) * blankInk;
      nextLabel[k] = mass;
      this.insert(node, nextBlank[k] + mass);
    }
  }

  /** Readings that are longer by one character, unless they are kept already. */
  private goOn(tree: TextTree, count: number, candidates: number): void {
    const { nodes, blank, label, placeOf, ink, labels, openMasses, openPairs } = this;
    const { label: labelOf, factor, maxFactor } = tree;
    let open = 0;
    for (let k = 0; k < count; k++) {
      const node = nodes[k];
      const own = labelOf[node];
      const total = blank[k] + label[k];
      for (let i = 0; i < candidates; i++) {
        const c = labels[i];
        // The same character again needs a blank between.
        const mass = (c === own ? blank[k] : total) * ink[i];
        if (mass * maxFactor[c] < this.limit || mass === 0) continue;
        const child = tree.findChild(node, c);
        if (child === 0) {
          openMasses[open] = mass;
          openPairs[open++] = k * candidates + i;
        } else if (placeOf[child] === 0 && mass * factor[child] >= this.limit) this.insert(child, mass * factor[child]);
      }
    }
    // What cannot be among the best need not be asked of the language model, and the likeliest ones
    // show first how good the best are.
    for (; open > 0; open--) {
      let best = 0;
      for (let i = 1; i < open; i++) if (openMasses[i] > openMasses[best]) best = i;
      const [mass, pair] = [openMasses[best], openPairs[best]];
      openMasses[best] = openMasses[open - 1];
      openPairs[best] = openPairs[open - 1];
      const c = labels[pair % candidates];
      if (mass * maxFactor[c] < this.limit) continue;
      const child = tree.childOf(nodes[Math.floor(pair / candidates)], c);
      if (mass * factor[child] >= this.limit) this.insert(child, mass * factor[child]);
    }
  }

  /** The characters that may begin in a frame. Returns how many they are. */
  private readCandidates(row: Float64Array, floor: number): number {
    const { labels, ink } = this;
    let count = 0;
    for (let c = 1; c < row.length; c++) {
      if (!(row[c] > floor)) continue;
      labels[count] = c;
      ink[count++] = row[c];
    }
    return count;
  }

  /** Puts a reading in its place among the best so far; of equal ones the first stays before. */
  private insert(node: number, mass: number): void {
    const { nextNodes, nextMasses, width } = this;
    if (this.reached === width && mass <= nextMasses[width - 1]) return;
    let at = this.reached < width ? this.reached++ : width - 1;
    for (; at > 0 && nextMasses[at - 1] < mass; at--) {
      nextMasses[at] = nextMasses[at - 1];
      nextNodes[at] = nextNodes[at - 1];
    }
    nextMasses[at] = mass;
    nextNodes[at] = node;
    this.limit = this.reached < width ? nextMasses[0] * maxBehind : nextMasses[width - 1];
  }

  /**
   * Moves the masses into place, with the best reading's as 1. Returns how many readings are kept.
   */
  private keepBest(): number {
    const { nextNodes, nextMasses, nextBlank, nextLabel, placeOf, keptBlank, keptLabel } = this;
    const best = nextMasses[0];
    if (!(best > 0)) return 0;
    let kept = 0;
    for (; kept < this.reached && nextMasses[kept] >= best * maxBehind; kept++) {
      const place = placeOf[nextNodes[kept]] - 1;
      keptBlank[kept] = place < 0 ? 0 : nextBlank[place] / best;
      keptLabel[kept] = (place < 0 ? nextMasses[kept] : nextLabel[place]) / best;
    }
    return kept;
  }

  private swap(): void {
    [this.nodes, this.nextNodes] = [this.nextNodes, this.nodes];
    [this.blank, this.keptBlank] = [this.keptBlank, this.blank];
    [this.label, this.keptLabel] = [this.keptLabel, this.label];
  }

  private makeRoom(width: number, classes: number): void {
    this.width = width;
    if (this.nodes.length < width) {
      [this.nodes, this.nextNodes] = [new Int32Array(width), new Int32Array(width)];
      [this.blank, this.label, this.nextBlank, this.nextLabel] = floats(4, width);
      [this.keptBlank, this.keptLabel, this.nextMasses, this.logScores] = floats(4, width);
    }
    if (this.ink.length < classes) [this.ink, this.labels] = [new Float64Array(classes), new Int32Array(classes)];
    if (this.openPairs.length < width * classes)
      [this.openPairs, this.openMasses] = [new Int32Array(width * classes), new Float64Array(width * classes)];
  }
}

const floats = (count: number, length: number) => Array.from({ length: count }, () => new Float64Array(length));
