/**
 * Where a text shows doubt: one "?" after each uncertain word or number, one after each uncertain
 * letter, or nowhere.
 */
export const marksKinds = ['words', 'letters', 'none'] as const;
export type Marks = (typeof marksKinds)[number];

export interface MarkableWord {
  /** What it says, without marks. */
  text: string;
  uncertain: boolean;
  /**
   * Indices of its uncertain characters, counted in code points; none where a person has settled
   * the word.
   */
  doubtfulLetters: number[];
}

/** The word with its marks; a word that nobody doubts, or that is empty, as it is. */
export function markText({ text, uncertain, doubtfulLetters }: MarkableWord, marks: Marks): string {
  if (text === '' || marks === 'none') return text;
  if (marks === 'words') return uncertain ? `${text}?` : text;
  return Array.from(text, (character, i) => (doubtfulLetters.includes(i) ? `${character}?` : character)).join('');
}

/**
 * The uncertain characters of a word, found in its text with a "?" after each of them. A "?" that
 * was read stands in `text` too.
 *
 * @returns their indices in `text`, counted in code points.
 */
export function doubtfulLettersOf(text: string, lettersMarked: string): number[] {
  const [own, marked] = [Array.from(text), Array.from(lettersMarked)];
  let extra = marked.length - own.length;
  const doubtful: number[] = [];
  for (let i = 0, at = 0; i < own.length && extra > 0; i++, at++) {
    // A mark that the next character, itself a "?", does not account for.
    if (marked[at + 1] !== '?' || (own[i + 1] === '?' && marked[at + 2] !== '?')) continue;
    doubtful.push(i);
    extra -= 1;
    at += 1;
  }
  return doubtful;
}
