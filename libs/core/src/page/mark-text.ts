/**
 * Where a text shows uncertainty: a "?" after each uncertain word or number, after each uncertain
 * letter, or nowhere.
 */
export const marksKinds = ['words', 'letters', 'none'] as const;
export type Marks = (typeof marksKinds)[number];

export interface MarkableWord {
  /** The text without marks. */
  text: string;
  uncertain: boolean;
  /**
   * Indices of its uncertain characters, in code points; empty if a person has confirmed the word.
   */
  doubtfulLetters: number[];
}

/** The word with its marks; a certain or empty word is returned unchanged. */
export function markText({ text, uncertain, doubtfulLetters }: MarkableWord, marks: Marks): string {
  if (text === '' || marks === 'none') return text;
  if (marks === 'words') return uncertain ? `${text}?` : text;
  return Array.from(text, (character, i) => (doubtfulLetters.includes(i) ? `${character}?` : character)).join('');
}

/**
 * The uncertain characters of a word, from its text with a "?" after each of them. A "?" that was
 * read is in `text` too.
 *
 * @returns their indices in `text`, in code points.
 */
export function doubtfulLettersOf(text: string, lettersMarked: string): number[] {
  const [own, marked] = [Array.from(text), Array.from(lettersMarked)];
  let extra = marked.length - own.length;
  const doubtful: number[] = [];
  for (let i = 0, at = 0; i < own.length && extra > 0; i++, at++) {
    // A mark, not a "?" that is the next character of the text.
    if (marked[at + 1] !== '?' || (own[i + 1] === '?' && marked[at + 2] !== '?')) continue;
    doubtful.push(i);
    extra -= 1;
    at += 1;
  }
  return doubtful;
}
