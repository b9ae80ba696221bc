import type { Word } from '../api/client.js';
import { wordState } from './word-state.js';

type Doubted = Pick<Word, 'id' | 'correctedAt' | 'uncertain' | 'keying'>;

/**
 * The word to look at after this one: the next of the page that somebody should check, and behind
 * the last one the first. When all are settled, the word that follows; undefined at the end.
 * @param words in reading order
 */
export function nextToCheck<W extends Doubted>(words: readonly W[], current: Doubted): W | undefined {
  const index = words.findIndex(({ id }) => id === current.id);
  // What the person has just typed waits for another person, if for anyone.
  const others = [...words.slice(index + 1), ...words.slice(0, Math.max(0, index))];
  return others.find((word) => wordState(word) === 'unsure' && word.keying !== 'once') ?? words[index + 1];
}
