import { foldText } from '../lines/fold-text.js';
import type { Lexicons } from '../render/text/read-lexicons.js';
import { medicalPhrases } from './language-texts.js';
import { LANGUAGES, readWordLists } from './word-lists.js';

/** How many of the most frequent words of each list are taken. */
const MOST = { written: 25_000, spoken: 12_000, names: 4_000 };

/**
 * The words that decoding rewards, in small letters and in order: frequent words of each language,
 * names, drugs, diseases and the like.
 */
export async function knownWords(lexicons: Lexicons, alphabet: string): Promise<string[]> {
  const words = new Set<string>();
  const add = (phrase: string) => {
    for (const word of foldText(phrase, alphabet)
      .toLowerCase()
      .split(/[^\p{L}]+/u))
      if (word.length >= 3) words.add(word);
  };
  for (const language of LANGUAGES) {
    const lists = await readWordLists(language);
    for (const kind of ['written', 'spoken', 'names'] as const) lists[kind].slice(0, MOST[kind]).forEach(add);
  }
  const { first, last, hospitals } = lexicons;
  for (const phrase of [...medicalPhrases(lexicons), ...first, ...last, ...hospitals]) add(phrase);
  return [...words].sort();
}
