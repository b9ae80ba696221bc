/**
 * Known words as a tree of their letters, case and accents folded: what a search over a word's frames walks along. Nodes lie breadth-first, the children
 * of one node side by side; node 0 is the beginning of every word. A word with anything but letters is left out.
 */
export class WordTrie {
  /** Letter of each node, 0 up; that of node 0 means nothing. */
  readonly letters: Uint8Array;
  /** The children of node n are [first[n], first[n + 1]). */
  readonly first: Uint32Array;
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
    this.letters = Uint8Array.from(letters);
    this.first = Uint32Array.from([...first, ranges.length]);
    this.ends = Int32Array.from(ends);
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
      const letters = Array.from(word, foldLetter);
      const key = letters.join('');
      if (seen.has(key) || !letters.every((letter) => isLetter.test(letter))) continue;
      seen.add(key);
      for (const letter of letters) if (!this.codes.has(letter)) this.codes.set(letter, this.codes.size);
      entries.push({ word, folded: letters.map((letter) => this.codes.get(letter)!) });
    }
    return entries.sort((a, b) => compareLetters(a.folded, b.folded));
  }
}

const isLetter = /^\p{L}$/u;
const marks = /\p{M}/gu;

const foldLetter = (character: string): string => character.normalize('NFD').replace(marks, '').toLowerCase();

/** Order of the letters' codes; what a word begins with comes before the word. */
function compareLetters(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}
