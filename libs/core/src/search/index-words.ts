import { tokenise } from './tokenise.js';

/** What a word may say, with its probability, 0 to 1. */
export interface Reading {
  text: string;
  probability: number;
}

/** A token that may stand at a place of a page. */
export interface IndexedToken {
  token: string;
  /** From 1, in reading order. Other readings of a word stand at its place, so that phrases hold for them too. */
  position: number;
  /** Of all readings of the word that have the token here, 0 to 1. */
  probability: number;
  /** Index of the word. */
  word: number;
}

/** Less likely readings are not searched: they would find more than anybody looks through. */
const minProbability = 0.001;
/** Most tokens that are kept for one place. */
const maxTokens = 11;
/** The last position that PostgreSQL's tsvector tells apart from those after it. */
const lastPosition = 16_383;

/**
 * The tokens of a page with everything that its words may say, by position and, at one position, the most probable first.
 * @param words readings of each word in reading order; the first of each is the one on show, and decides how many positions the word takes.
 *   Where it has no token (a dash), other readings stand at the place of the word before.
 */
export function indexWords(words: readonly (readonly Reading[])[]): IndexedToken[] {
  const tokens: IndexedToken[] = [];
  let next = 1;
  for (const [word, readings] of words.entries()) {
    const width = readings.length > 0 ? tokenise(readings[0].text).length : 0;
    const start = width > 0 ? next : Math.max(1, next - 1);
    const places = Array.from({ length: Math.max(1, width) }, () => new Map<string, number>());
    for (const { text, probability } of readings) addReading(places, text, probability);
    for (const [i, place] of places.entries()) {
      const position = Math.min(start + i, lastPosition);
      const likeliest = [...place]
        .filter(([, probability], rank) => rank === 0 || probability >= minProbability)
        .sort(([, a], [, b]) => b - a)
        .slice(0, maxTokens);
      for (const [token, probability] of likeliest) tokens.push({ token, position, probability, word });
    }
    next += width;
  }
  return tokens;
}

/** Adds a reading's tokens to the places of its word; what is longer than the word's first reading crowds at the last one. */
function addReading(places: readonly Map<string, number>[], text: string, probability: number): void {
  const seen = new Set<string>();
  for (const [i, { token }] of tokenise(text).entries()) {
    const at = Math.min(i, places.length - 1);
    if (seen.has(`${at} ${token}`)) continue;
    seen.add(`${at} ${token}`);
    places[at].set(token, Math.min(1, (places[at].get(token) ?? 0) + probability));
  }
}
