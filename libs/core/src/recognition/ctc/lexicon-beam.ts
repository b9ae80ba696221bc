import { isWordCharacter } from '../language/word-bonus.js';
import type { WordTrie } from '../language/word-trie.js';
import type { LogRows } from './line-scores.js';

export interface LexiconReading {
  /** The known word, in small letters. */
  word: string;
  /** Log probability that the frames spell it, in any case and with any accents; signs beside it count as nothing. */
  logProbability: number;
}

/** Nodes that are kept after every frame, about, and how far behind the best of them, in powers of 2. */
const [width, maxBehind] = [600, 14];
/** A letter less probable than this does not begin in a frame. */
const minLetter = 1e-5;
/** Less of the mass of the frame before does not move. */
const minMass = 1e-6;

/**
 * Finds the known words that a word's frames spell best: a beam search along a tree of letters (lexicon-driven CTC decoding, after the token passing of
 * Graves et al., 2009, section III.E, one word long). Unlike `prefixBeam` it cannot leave the lexicon, so that a known word comes out even where many
 * strings of letters that are no words suit the ink better.
 *
 * An instance keeps its working space; use it in one thread.
 */
export class LexiconBeam {
  private readonly trie: WordTrie;
  /** For each class its letter + 1; 0 where it counts as CTC's blank, -1 where no word has it. */
  private readonly columnOf: Int16Array;
  /** Probability of a node's paths that end in a blank, and in its letter; of this frame and the next. All zero between calls. */
  private blank: Float64Array;
  private label: Float64Array;
  private nextBlank: Float64Array;
  private nextLabel: Float64Array;
  /** Nodes with mass after this frame and the next, as many as the counts say. */
  private active: Int32Array;
  private touched: Int32Array;
  private readonly counts = new Uint32Array(maxBehind + 1);

  /** @param alphabet class c of the rows is the character c - 1 of this. */
  constructor(trie: WordTrie, alphabet: string) {
    this.trie = trie;
    this.columnOf = Int16Array.from([0, ...Array.from(alphabet, (c) => columnOfCharacter(trie, c))]);
    [this.blank, this.label, this.nextBlank, this.nextLabel] = Array.from(
      { length: 4 },
      () => new Float64Array(trie.nodes),
    );
    [this.active, this.touched] = [new Int32Array(trie.nodes), new Int32Array(trie.nodes)];
  }

  /** The best known words, best first, at most `most`. */
  search(rows: LogRows, most: number): LexiconReading[] {
    const { frames } = rows;
    const columns = 1 + this.trie.letterCount;
    const ink = this.foldRows(rows, columns);
    this.blank[0] = 1;
    this.active[0] = 0;
    let count = 1;
    let logScale = 0;
    for (let t = 0; t < frames && count > 0; t++) {
      const touched = this.step(count, ink.subarray(t * columns, (t + 1) * columns));
      for (let i = 0; i < count; i++) this.blank[this.active[i]] = this.label[this.active[i]] = 0;
      [this.blank, this.nextBlank] = [this.nextBlank, this.blank];
      [this.label, this.nextLabel] = [this.nextLabel, this.label];
      const best = this.bestOf(touched);
      count = this.keepBest(touched, best);
      logScale += Math.log(best);
    }
    const { ends, words } = this.trie;
    const found: LexiconReading[] = [];
    for (let i = 0; i < count; i++) {
      const node = this.active[i];
      if (ends[node] >= 0)
        found.push({
          word: words[ends[node]],
          logProbability: logScale + Math.log(this.blank[node] + this.label[node]),
        });
      this.blank[node] = this.label[node] = 0;
    }
    return found.sort((a, b) => b.logProbability - a.logProbability).slice(0, most);
  }

  /** One more frame: moves the mass of the active nodes to themselves and to their children. Returns how many have some now, in `touched`. */
  private step(count: number, ink: Float64Array): number {
    const { letters, first } = this.trie;
    const { active, touched, blank, label, nextBlank, nextLabel } = this;
    let reached = 0;
    for (let i = 0; i < count; i++) {
      const node = active[i];
      const total = blank[node] + label[node];
      if (nextBlank[node] === 0 && nextLabel[node] === 0) touched[reached++] = node;
      nextBlank[node] += total * ink[0];
      if (node > 0) nextLabel[node] += label[node] * ink[1 + letters[node]];
      for (let child = first[node]; child < first[node + 1]; child++) {
        const probability = ink[1 + letters[child]];
        if (probability < minLetter) continue;
        // The same letter again needs a blank between.
        const mass = (node > 0 && letters[child] === letters[node] ? blank[node] : total) * probability;
        if (mass < minMass) continue;
        if (nextBlank[child] === 0 && nextLabel[child] === 0) touched[reached++] = child;
        nextLabel[child] += mass;
      }
    }
    return reached;
  }

  private bestOf(touched: number): number {
    let best = 0;
    for (let i = 0; i < touched; i++) {
      const node = this.touched[i];
      best = Math.max(best, this.blank[node] + this.label[node]);
    }
    return best;
  }

  /** Makes the best of the touched nodes the active ones, with the best's mass as 1. Returns how many they are. */
  private keepBest(touched: number, best: number): number {
    const { active, blank, label, counts } = this;
    // How many nodes lie within each power of 2 below the best: finer order is not needed.
    counts.fill(0);
    const behind = (node: number) => -Math.log2((blank[node] + label[node]) / best);
    for (let i = 0; i < touched; i++) {
      const power = behind(this.touched[i]);
      if (power < maxBehind) counts[Math.floor(power)] += 1;
    }
    let most = 0;
    for (let sum = counts[0]; most < maxBehind && sum + counts[most + 1] <= width; most++) sum += counts[most + 1];
    let kept = 0;
    for (let i = 0; i < touched; i++) {
      const node = this.touched[i];
      if (behind(node) < most + 1) {
        active[kept++] = node;
        blank[node] /= best;
        label[node] /= best;
      } else blank[node] = label[node] = 0;
    }
    return kept;
  }

  /** Probabilities by letter: frames x columns, the blank first. */
  private foldRows({ logs, frames, classes }: LogRows, columns: number): Float64Array {
    const ink = new Float64Array(frames * columns);
    for (let t = 0; t < frames; t++)
      for (let c = 0; c < classes; c++)
        if (this.columnOf[c] >= 0) ink[t * columns + this.columnOf[c]] += Math.exp(logs[t * classes + c]);
    return ink;
  }
}

function columnOfCharacter(trie: WordTrie, character: string): number {
  const letter = trie.letterOf(character);
  if (letter >= 0) return letter + 1;
  return isWordCharacter(character) ? -1 : 0;
}
