import { textBias } from '../language/text-bias.js';
import { isWordCharacter } from '../language/word-bonus.js';
import type { WordTrie } from '../language/word-trie.js';
import { LexiconBeam } from './lexicon-beam.js';
import type { InkRows } from './line-scores.js';
import type { BeamOptions } from './prefix-beam.js';

export interface KnownReading {
  text: string;
  /** As in `BeamReading`. */
  logProbability: number;
  score: number;
}

/** Known words that the language model is asked about. */
const most = 24;
const minLetters = 3;

/**
 * Known words as readings of a word's frames, in the form of `text`, the first reading: with its
 * punctuation before and after, and its capitals. None if the reading contains a digit (numbers are
 * read from the ink) or punctuation inside.
 */
export function knownReadings(rows: InkRows, text: string, options: BeamOptions): KnownReading[] {
  const { language, alphabet } = options;
  if (!language?.words?.trie) return [];
  const form = formOf(text);
  if (!form) return [];
  return beamFor(language.words.trie, alphabet)
    .search(rows, most)
    .filter(({ word }) => word.length >= minLetters)
    .map(({ word, logProbability }) => {
      const known = form.before + form.write(word) + form.after;
      return { text: known, logProbability, score: logProbability + textBias(known, options) };
    });
}

/** What stands around the letters of a reading, and how it writes them. */
function formOf(text: string): { before: string; after: string; write(word: string): string } | undefined {
  const characters = Array.from(text);
  const first = characters.findIndex(isWordCharacter);
  const last = characters.findLastIndex(isWordCharacter);
  const core = characters.slice(first, last + 1);
  if (first < 0 || !core.every(isWordCharacter) || core.some((c) => c >= '0' && c <= '9')) return undefined;
  const isUpper = (c: string) => c !== c.toLowerCase();
  const upper = core.filter(isUpper).length;
  const write = (word: string) => {
    if (core.length > 1 && upper > core.length / 2) return word.toUpperCase();
    return isUpper(core[0]) ? word[0].toUpperCase() + word.slice(1) : word;
  };
  return { before: characters.slice(0, first).join(''), after: characters.slice(last + 1).join(''), write };
}

/** One search for each lexicon and alphabet: it keeps megabytes of working space. */
const beams = new WeakMap<WordTrie, Map<string, LexiconBeam>>();

function beamFor(trie: WordTrie, alphabet: string): LexiconBeam {
  const own = beams.get(trie) ?? new Map<string, LexiconBeam>();
  beams.set(trie, own);
  const beam = own.get(alphabet) ?? new LexiconBeam(trie, alphabet);
  own.set(alphabet, beam);
  return beam;
}
