import { foldScript } from '../../text/fold-script.js';

/**
 * Known words as a tree of their letters, ignoring case and accents, for the search over a word's
 * frames. In Indic scripts vowel signs are letters, nukta and joiners are skipped, and a word with
 * a nasal before a consonant of its row has both spellings. Nodes are in breadth-first order, with
 * the children of a node side by side; node 0 is the beginning of every word. Words with characters
 * other than letters are left out.
 */
export class WordTrie {
  /** Letter of each node, 0 up; that of node 0 means nothing. */
  readonly letters: Uint8Array | Uint16Array;
  /** The children of node n are [first[n], first[n + 1]). */
  readonly first: Uint32Array;
  /** For each node which letters its children have, as bits: see `maskOf`. */
  readonly childMasks: Int32Array;
  /** For each node the index in `words` of the word that ends there, -1 where none does. */
  readonly ends: Int32Array;
  /** The forms as they were given; of forms that differ in accents alone the first. */
  readonly words: readonly string[];
  private readonly codes = new Map<string, number>();

  /** @param words in small letters. */
  constructor(words: Iterable<string>) {
    const entries = this.foldedWords(words);
    this.words = entries.map(({ word }) => word);
    const letters = [0];
    const first: number[] = [];
    const ends: number[] = [];
    const ranges = [{ from: 0, to: entries.length, depth: 0 }];
    for (let node = 0; node < ranges.length; node++) {
      const { to, depth } = ranges[node];
      let { from } = ranges[node];
      const ending = from < to && entries[from].folded.length === depth;
      ends.push(ending ? from : -1);
      if (ending) from += 1;
      first.push(ranges.length);
      while (from < to) {
        const letter = entries[from].folded[depth];
        let end = from + 1;
        while (end < to && entries[end].folded[depth] === letter) end += 1;
        letters.push(letter);
        ranges.push({ from, to: end, depth: depth + 1 });
        from = end;
      }
    }
    this.letters = this.codes.size > 256 ? Uint16Array.from(letters) : Uint8Array.from(letters);
    this.first = Uint32Array.from([...first, ranges.length]);
    this.ends = Int32Array.from(ends);
    this.childMasks = new Int32Array(ends.length);
    for (let node = 0; node < ends.length; node++)
      for (let child = this.first[node]; child < this.first[node + 1]; child++)
        this.childMasks[node] |= maskOf(letters[child]);
  }

  /** How many letters there are: `letterOf` is below this. */
  get letterCount(): number {
    return this.codes.size;
  }

  get nodes(): number {
    return this.ends.length;
  }

  /** The letter that a character is, whatever its case and accents; -1 where no word has it. */
  letterOf(character: string): number {
    return this.codes.get(foldLetter(character)) ?? -1;
  }

  /** Sorted by their letters, each row of letters once. */
  private foldedWords(words: Iterable<string>): { word: string; folded: number[] }[] {
    const seen = new Set<string>();
    const entries: { word: string; folded: number[] }[] = [];
    for (const word of words) {
      for (const letters of spellingsOf(word)) {
        const key = letters.join('');
        if (seen.has(key) || !letters.every((letter) => isLetter.test(letter))) continue;
        seen.add(key);
        for (const letter of letters) if (!this.codes.has(letter)) this.codes.set(letter, this.codes.size);
        entries.push({ word, folded: letters.map((letter) => this.codes.get(letter)!) });
      }
    }
    return entries.sort((a, b) => compareLetters(a.folded, b.folded));
  }
}

/** The bit of a letter; those from the 32nd on share one. */
export const maskOf = (letter: number): number => 1 << Math.min(letter, 31);

const isLetter = /^[\p{L}\p{M}]$/u;
const marks = /\p{M}/gu;
const indic = /[\u0900-\u0d7f]/u;
const joiners = /[\u200c\u200d]/gu;

const foldLetter = (character: string): string =>
  indic.test(character)
    ? foldScript(character.normalize('NFC'))
    : foldScript(character.normalize('NFD').replace(marks, '')).toLowerCase();

/**
 * The letters of a word as they may be read one after another; a network does not know which nasals
 * a spelling leaves out.
 */
function spellingsOf(word: string): string[][] {
  const plain = word.normalize('NFC').replace(joiners, '');
  const lettersOf = (text: string) => Array.from(text, foldLetter).filter((letter) => letter !== '');
  if (!indic.test(plain)) return [lettersOf(plain)];
  const folded = foldScript(plain);
  return folded === plain ? [lettersOf(plain)] : [lettersOf(plain), lettersOf(folded)];
}

/** Order of the letters' codes; what a word begins with comes before the word. */
function compareLetters(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}
