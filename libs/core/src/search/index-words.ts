import { joinWords } from './join-words.js';
import type { Reading } from './reading.js';
import { tokenise, type TokenisedText } from './tokenise.js';
import { dateKeys } from './written-date.js';

/** A token that may be at a position of a page. */
export interface IndexedToken {
  token: string;
  /**
   * From 1, in reading order. Other readings of a word share its position, so that phrases match
   * them too.
   */
  position: number;
  /** Total probability of the readings of the word that have the token here, 0 to 1. */
  probability: number;
  /**
   * Indices of the first and the last word that it is written in: two if a word continues on the
   * next line.
   */
  word: number;
  lastWord: number;
}

/**
 * Less probable readings are not searched: they would find more pages than anybody looks through.
 */
const minProbability = 0.001;
/** Maximum number of tokens at one position. */
const maxTokens = 11;
/** The last position that PostgreSQL's tsvector distinguishes from those after it. */
const lastPosition = 16_383;

/**
 * The tokens of a page from all readings of its words, by position and, at one position, the most
 * probable first.
 * @param words readings of each word in reading order; the first of each is the one shown, and
 * determines how many positions the word takes. If it has no token (a dash), other readings take
 * the position of the word before.
 * @param lines number of the line of each word; words that continue on the next line, and letters
 * in separate boxes, are found as one word. Without it, all words are on one line.
 */
export function indexWords(words: readonly (readonly Reading[])[], lines?: readonly number[]): IndexedToken[] {
  const tokens: IndexedToken[] = [];
  const places: { start: number; width: number }[] = [];
  let next = 1;
  for (const [word, readings] of words.entries()) {
    const read = readings.map(({ text, probability }) => ({ ...tokenise(text), probability }));
    const width = read[0]?.tokens.length ?? 0;
    const start = width > 0 ? next : Math.max(1, next - 1);
    places.push({ start, width });
    const found = Array.from({ length: Math.max(1, width) }, () => new Map<string, number>());
    for (const reading of read) addReading(found, reading, reading.probability);
    for (const [i, place] of found.entries()) {
      if (place.size === 1) {
        const [[token, probability]] = place;
        tokens.push({ token, position: Math.min(start + i, lastPosition), probability, word, lastWord: word });
        continue;
      }
      const likeliest = [...place]
        .filter(([, probability], rank) => rank === 0 || probability >= minProbability)
        .sort(([, a], [, b]) => b - a)
        .slice(0, maxTokens);
      for (const [token, probability] of likeliest) {
        tokens.push({ token, position: Math.min(start + i, lastPosition), probability, word, lastWord: word });
      }
    }
    next += width;
  }
  if (!lines) return tokens;
  const joined = joinWords(words, lines).flatMap(({ token, probability, word, lastWord }) => {
    const [first, last] = [places[word], places[lastWord]];
    const ends = new Set([first.start + Math.max(0, first.width - 1), last.start]);
    return [...ends].map((position) => ({
      token,
      position: Math.min(position, lastPosition),
      probability,
      word,
      lastWord,
    }));
  });
  return joined.length === 0 ? tokens : [...tokens, ...joined].sort((a, b) => a.position - b.position);
}

/**
 * Adds the tokens of a reading to the positions of its word; tokens beyond the length of the word's
 * first reading share the last position.
 */
function addReading(
  places: readonly Map<string, number>[],
  { tokens, spans }: TokenisedText,
  probability: number,
): void {
  const [first] = tokens;
  if (tokens.length === 1 && first.others.length === 0 && spans.length === 0) {
    // Nearly all readings are like this, and a page has thousands of them.
    places[0].set(first.token, Math.min(1, (places[0].get(first.token) ?? 0) + probability));
    return;
  }
  const seen = new Set<string>();
  const add = (index: number, token: string, share: number) => {
    const at = Math.min(index, places.length - 1);
    if (seen.has(`${at} ${token}`)) return;
    seen.add(`${at} ${token}`);
    places[at].set(token, Math.min(1, (places[at].get(token) ?? 0) + probability * share));
  };
  for (const [i, { token }] of tokens.entries()) add(i, token, 1);
  for (const [i, { others }] of tokens.entries()) for (const { token, share } of others) add(i, token, share);
  for (const { from, to, what } of spans) {
    // At both ends, so that a phrase matches with the word before it and with the word after it.
    const keys = typeof what === 'string' ? [{ token: what, share: 1 }] : dateKeys(what);
    for (const { token, share } of keys) for (const end of new Set([from, to])) add(end, token, share);
  }
}

/** All tokens under which a text is found, without duplicates. */
export function tokensOf(text: string): string[] {
  return [...new Set(indexWords([[{ text, probability: 1 }]], [0]).map(({ token }) => token))];
}
