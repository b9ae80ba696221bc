import { grown } from '../language/grown.js';
import { isWordCharacter } from '../language/word-bonus.js';
import { maskOf, type WordTrie } from '../language/word-trie.js';
import type { InkRows } from './line-scores.js';
import { decoderSettings } from './decoder-settings.js';

const { lexicon } = decoderSettings;

export interface LexiconReading {
  /** The known word, in small letters. */
  word: string;
  /**
   * Log probability that the frames spell it, in any case and with any accents; signs beside it
   * count as nothing.
   */
  logProbability: number;
}

/**
 * Finds the known words that a word's frames spell best: a beam search along a tree of letters
 * (lexicon-driven CTC decoding, after the token passing of Graves et al., 2009, section III.E, one
 * word long). Unlike `prefixBeam` it cannot leave the lexicon, so that it finds a known word even
 * if many strings of letters that are not words fit the ink better.
 *
 * An instance keeps its working memory; use it in one thread.
 */
export class LexiconBeam {
  private readonly trie: WordTrie;
  /** For each class its letter + 1; 0 where it counts as CTC's blank, -1 where no word has it. */
  private readonly columnOf: Int16Array;
  /**
   * Nodes with mass after this frame, and what their paths that end in a blank, and in their
   * letter, have: side by side, so that they stay near each other.
   */
  private nodes = new Int32Array(1 << 12);
  private blank = new Float64Array(1 << 12);
  private label = new Float64Array(1 << 12);
  /** The same for the nodes that the next frame reaches. */
  private nextNodes = new Int32Array(1 << 12);
  private nextBlank = new Float64Array(1 << 12);
  private nextLabel = new Float64Array(1 << 12);
  private reached = 0;
  /** For each node its place among those that the frame reaches + 1, else 0. */
  private readonly placeOf: Int32Array;
  private readonly counts = new Uint32Array(lexicon.maxBehind + 1);

  /** @param alphabet class c of the rows is the character c - 1 of this. */
  constructor(trie: WordTrie, alphabet: string) {
    this.trie = trie;
    this.columnOf = Int16Array.from([0, ...Array.from(alphabet, (c) => columnOfCharacter(trie, c))]);
    this.placeOf = new Int32Array(trie.nodes);
  }

  /** The best known words, best first, at most `most`. */
  search(rows: InkRows, most: number): LexiconReading[] {
    const { frames } = rows;
    const columns = 1 + this.trie.letterCount;
    const ink = this.foldRows(rows, columns);
    this.nodes[0] = 0;
    this.blank[0] = 1;
    this.label[0] = 0;
    let count = 1;
    let logScale = 0;
    for (let t = 0; t < frames && count > 0; t++) {
      this.step(count, ink.subarray(t * columns, (t + 1) * columns));
      const best = this.bestOf();
      count = this.keepBest(best);
      logScale += Math.log(best);
    }
    const { ends, words } = this.trie;
    const found: LexiconReading[] = [];
    for (let i = 0; i < count; i++) {
      const end = ends[this.nodes[i]];
      if (end >= 0)
        found.push({ word: words[end], logProbability: logScale + Math.log(this.blank[i] + this.label[i]) });
    }
    return found.sort((a, b) => b.logProbability - a.logProbability).slice(0, most);
  }

  /**
   * One more frame: moves the mass of the nodes to themselves and to their children, which are then
   * in `nextNodes`.
   */
  private step(count: number, ink: Float64Array): void {
    const { letters, first, childMasks } = this.trie;
    const { minLetter, minMass } = lexicon;
    const { nodes, blank, label, placeOf } = this;
    let best = 0;
    for (let i = 0; i < count; i++) {
      const node = nodes[i];
      placeOf[node] = i + 1;
      this.nextNodes[i] = node;
      this.nextBlank[i] = (blank[i] + label[i]) * ink[0];
      this.nextLabel[i] = node > 0 ? label[i] * ink[1 + letters[node]] : 0;
      best = Math.max(best, this.nextBlank[i] + this.nextLabel[i]);
    }
    this.reached = count;
    // What comes to a new node from its parent is all that it has in this frame.
    const floor = Math.max(minMass, best * 2 ** -(lexicon.maxBehind + 1));
    const mask = likelyLetters(ink);
    for (let i = 0; i < count; i++) {
      const node = nodes[i];
      const total = blank[i] + label[i];
      if ((childMasks[node] & mask) === 0 || total < minMass) continue;
      const own = node > 0 ? letters[node] : -1;
      const end = first[node + 1];
      for (let child = first[node]; child < end; child++) {
        const probability = ink[1 + letters[child]];
        if (probability < minLetter) continue;
        // The same letter again needs a blank between.
        const mass = (letters[child] === own ? blank[i] : total) * probability;
        if (mass < minMass) continue;
        const place = placeOf[child] - 1;
        if (place >= 0) this.nextLabel[place] += mass;
        else if (mass >= floor) this.reach(child, mass);
      }
    }
  }

  private reach(node: number, mass: number): void {
    const place = this.reached++;
    if (place === this.nextNodes.length) this.makeRoom();
    this.placeOf[node] = place + 1;
    this.nextNodes[place] = node;
    this.nextBlank[place] = 0;
    this.nextLabel[place] = mass;
  }

  private bestOf(): number {
    const { nextBlank, nextLabel, reached } = this;
    let best = 0;
    for (let i = 0; i < reached; i++) {
      const mass = nextBlank[i] + nextLabel[i];
      if (mass > best) best = mass;
    }
    return best;
  }

  /**
   * Makes the best of the reached nodes the kept ones, with the best's mass as 1. Returns how many
   * they are.
   */
  private keepBest(best: number): number {
    const { nodes, blank, label, nextNodes, nextBlank, nextLabel, counts, placeOf, reached } = this;
    const { maxBehind, width } = lexicon;
    // How many nodes lie within each power of 2 below the best: finer order is not needed.
    counts.fill(0);
    for (let i = 0; i < reached; i++) {
      placeOf[nextNodes[i]] = 0;
      const power = powersBehind((nextBlank[i] + nextLabel[i]) / best);
      if (power < maxBehind) counts[power] += 1;
    }
    let most = 0;
    for (let sum = counts[0]; most < maxBehind && sum + counts[most + 1] <= width; most++) sum += counts[most + 1];
    const floor = 2 ** -(most + 1);
    let kept = 0;
    if (!(best > 0)) return kept;
    for (let i = 0; i < reached; i++) {
      if ((nextBlank[i] + nextLabel[i]) / best <= floor) continue;
      nodes[kept] = nextNodes[i];
      blank[kept] = nextBlank[i] / best;
      label[kept++] = nextLabel[i] / best;
    }
    return kept;
  }

  /** Probabilities by letter: frames x columns, the blank first. */
  private foldRows({ probabilities, frames, classes }: InkRows, columns: number): Float64Array {
    const { columnOf } = this;
    const ink = new Float64Array(frames * columns);
    for (let t = 0; t < frames; t++)
      for (let c = 0; c < classes; c++)
        if (columnOf[c] >= 0) ink[t * columns + columnOf[c]] += probabilities[t * classes + c];
    return ink;
  }

  private makeRoom(): void {
    const size = 2 * this.nextNodes.length;
    [this.nodes, this.nextNodes] = [grown(this.nodes, size), grown(this.nextNodes, size)];
    [this.blank, this.nextBlank] = [grown(this.blank, size), grown(this.nextBlank, size)];
    [this.label, this.nextLabel] = [grown(this.label, size), grown(this.nextLabel, size)];
  }
}

/** The letters that may begin in a frame, as a mask for `WordTrie.childMasks`. */
function likelyLetters(ink: Float64Array): number {
  const { minLetter } = lexicon;
  let mask = 0;
  for (let column = 1; column < ink.length; column++) if (ink[column] >= minLetter) mask |= maskOf(column - 1);
  return mask;
}

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

/**
 * Minus the logarithm of a share (0 to 1) to base 2, rounded down: read off its bits, since one is
 * wanted for each node and frame.
 */
function powersBehind(share: number): number {
  float[0] = share;
  const exponent = 1023 - (words[1] >>> 20);
  const isPower = (words[1] & 0xf_ffff) === 0 && words[0] === 0;
  return isPower ? exponent : exponent - 1;
}

function columnOfCharacter(trie: WordTrie, character: string): number {
  const letter = trie.letterOf(character);
  if (letter >= 0) return letter + 1;
  return isWordCharacter(character) ? -1 : 0;
}
