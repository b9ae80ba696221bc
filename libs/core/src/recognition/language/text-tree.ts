import { grown } from './grown.js';
import type { LanguageOptions, LanguageState, LanguageStates } from './language-model.js';
import { PlainStates } from './plain-states.js';
import { isWordCharacter, wordBonus } from './word-bonus.js';

/** Nodes after which a tree begins anew, if nobody has emptied it before. */
const maxNodes = 1 << 18;

/**
 * The texts that the searches of a line reach, as a tree of characters with the scores of the
 * language model and the known words: each text is scored once, however many searches of either
 * look reach it. Nodes are numbers, and their data is in flat arrays.
 *
 * A node's root is the text before the search; one tree may contain several roots.
 */
export class TextTree {
  /** Node before each node, one character shorter. Node 0 is none. */
  parent = new Int32Array(0);
  /** Class of the last character; 0 where nothing is known before the text. */
  label = new Uint16Array(0);
  /**
   * What the language model and known words add to the text, all in all, and by the last character
   * alone as a factor (its exponential).
   */
  bias = new Float64Array(0);
  factor = new Float64Array(0);
  /** For each class the greatest factor that it may have. */
  readonly maxFactor: Float64Array;
  /** Nodes in use, with node 0. */
  private count = 1;
  /**
   * What the model alone says of the last character, and the bonus of the last word, NaN until it
   * is asked for.
   */
  private logProbability = new Float64Array(0);
  private ending = new Float64Array(0);
  /** Nodes by parent and label: pairs of a key and a node, in open addressing, 0 where free. */
  private table = new Int32Array(0);
  private readonly roots = new Map<LanguageState | undefined, number>();
  private readonly alphabet: string;
  private readonly language: LanguageOptions | undefined;
  /** The model's states, numbered as the nodes are. */
  private readonly states: LanguageStates | undefined;
  private readonly isInWord: Uint8Array;
  private readonly labels = new Map<string, number>();

  constructor(alphabet: string, language: LanguageOptions | undefined) {
    this.alphabet = alphabet;
    this.language = language;
    if (language) this.states = language.model.states?.(alphabet) ?? new PlainStates(language.model, alphabet);
    this.isInWord = Uint8Array.from([0, ...Array.from(alphabet, (c) => (isWordCharacter(c) ? 1 : 0))]);
    const bonus = language?.bonus ?? 0;
    this.maxFactor = Float64Array.from(this.isInWord, (is) =>
      Math.exp(bonus + (is ? 0 : (language?.words?.bonus ?? 0))),
    );
    // As with `indexOf`, the first place counts where a character has several.
    for (const [i, character] of Array.from(alphabet).entries())
      if (!this.labels.has(character)) this.labels.set(character, i + 1);
    this.makeRoom(1 << 12);
  }

  /** Forgets everything. */
  empty(): void {
    this.count = 1;
    this.table.fill(0);
    this.roots.clear();
  }

  /** The node for what stands before a search. */
  rootOf(before: LanguageState | undefined): number {
    if (this.count > maxNodes) this.empty();
    const known = this.roots.get(before);
    if (known !== undefined) return known;
    const root = this.add(0, 0, 0);
    this.states?.put(root, before ?? this.language!.model.start());
    this.roots.set(before, root);
    return root;
  }

  /** Makes sure that so many nodes can be added without a change of the arrays. */
  reserve(nodes: number): void {
    if (this.count + nodes > this.parent.length) this.makeRoom(2 * (this.count + nodes));
  }

  /** The node that is longer by one character, 0 where nobody has asked for it. */
  findChild(node: number, label: number): number {
    const { table } = this;
    const mask = table.length - 2;
    const key = keyOf(node, label);
    for (let at = hash(key) & mask; ; at = (at + 2) & mask)
      if (table[at] === key || table[at] === 0) return table[at + 1];
  }

  /** The same, made where it was not there. */
  childOf(node: number, label: number): number {
    const found = this.findChild(node, label);
    if (found !== 0) return found;
    const { language, states } = this;
    if (!language || !states) return this.add(node, label, 0);
    const child = this.count;
    const logProbability = states.step(node, label, child);
    const own = language.weight * logProbability + language.bonus + (this.isInWord[label] ? 0 : this.endingOf(node));
    this.add(node, label, own);
    this.logProbability[child] = logProbability;
    return child;
  }

  /** The bonus of the word that a text ends with, should it be whole. */
  endingOf(node: number): number {
    if (!this.language) return 0;
    if (Number.isNaN(this.ending[node])) this.ending[node] = wordBonus(this.lastWordOf(node), this.language);
    return this.ending[node];
  }

  /**
   * What the end of a text adds: its last word, and that `after` follows, which is nothing or a
   * blank.
   */
  lastBiasOf(node: number, after: '' | ' '): number {
    return this.endingOf(node) + (after === '' ? 0 : this.weightedOf(this.childOf(node, this.labelOf(after))));
  }

  /** What the language model says of the last character of a text, weighted. */
  weightedOf(node: number): number {
    return this.language ? this.language.weight * this.logProbability[node] : 0;
  }

  /** The node of a text after `root`; 0 where it has a character outside the alphabet. */
  nodeOf(root: number, text: string): number {
    let node = root;
    for (const character of text) {
      const label = this.labelOf(character);
      if (label === 0) return 0;
      node = this.childOf(node, label);
    }
    return node;
  }

  /** The class of a character; 0 where the alphabet has it not. */
  labelOf(character: string): number {
    return this.labels.get(character) ?? 0;
  }

  /** A state after `before` and a text, as an object whose node is known here. */
  follow(before: LanguageState, text: string): LanguageState {
    const node = this.nodeOf(this.rootOf(before), text);
    const state = this.states!.get(node, this.logProbability[node]);
    this.roots.set(state, node);
    return state;
  }

  private lastWordOf(node: number): string {
    let word = '';
    for (let at = node; this.isInWord[this.label[at]]; at = this.parent[at])
      word = this.alphabet[this.label[at] - 1] + word;
    return word;
  }

  private add(parent: number, label: number, own: number): number {
    if (this.count === this.parent.length) this.makeRoom(2 * this.count);
    const node = this.count++;
    this.parent[node] = parent;
    this.label[node] = label;
    this.bias[node] = this.bias[parent] + own;
    this.factor[node] = Math.exp(own);
    this.ending[node] = Number.NaN;
    if (parent !== 0) this.enter(node);
    return node;
  }

  private enter(node: number): void {
    const { table } = this;
    const mask = table.length - 2;
    const key = keyOf(this.parent[node], this.label[node]);
    let at = hash(key) & mask;
    while (table[at] !== 0) at = (at + 2) & mask;
    table[at] = key;
    table[at + 1] = node;
  }

  private makeRoom(size: number): void {
    this.parent = grown(this.parent, size);
    this.label = grown(this.label, size);
    this.bias = grown(this.bias, size);
    this.factor = grown(this.factor, size);
    this.logProbability = grown(this.logProbability, size);
    this.ending = grown(this.ending, size);
    // Half empty at least, so that what is looked for is soon found.
    let slots = 2;
    while (slots < 2 * size) slots *= 2;
    this.table = new Int32Array(2 * slots);
    for (let node = 1; node < this.count; node++) if (this.parent[node] !== 0) this.enter(node);
  }
}

const keyOf = (node: number, label: number): number => (node << 8) | label;

const hash = (key: number): number => {
  const mixed = Math.imul(key, 0x9e37_79b1);
  return (mixed ^ (mixed >>> 15)) << 1;
};

/** A state after `before` and a text, whose characters are all of the alphabet. */
export const followText = (
  before: LanguageState,
  text: string,
  { alphabet, language }: { alphabet: string; language: LanguageOptions },
): LanguageState => textTreeFor(alphabet, language).follow(before, text);

/** One tree for each set of options and alphabet: it keeps megabytes of working space. */
const trees = new WeakMap<object, Map<string, TextTree>>();
const withoutLanguage = {};

/** The tree of this thread for the given language options. */
export function textTreeFor(alphabet: string, language: LanguageOptions | undefined): TextTree {
  const key = language ?? withoutLanguage;
  const own = trees.get(key) ?? new Map<string, TextTree>();
  trees.set(key, own);
  const tree = own.get(alphabet) ?? new TextTree(alphabet, language);
  own.set(alphabet, tree);
  return tree;
}
