import { clinicNote } from './clinic-text.js';
import { englishSentence } from './english-text.js';
import { frenchSentence } from './french-text.js';
import { capital, chance, integer, pick } from './pick.js';
import type { Lexicons } from './read-lexicons.js';
import type { Random } from '../../basics/random.js';

/** What a line is about; the shares of a mixture need not add up to one. */
export type TextKind = 'english' | 'french' | 'clinic';
export type TextMixture = Readonly<Record<TextKind, number>>;

export const DEFAULT_MIXTURE: TextMixture = { english: 0.5, french: 0.25, clinic: 0.25 };

/**
 * A line's text of at most `longest` characters, cut between words anywhere in its sentence as line
 * breaks do.
 */
export function lineText(kind: TextKind, lexicons: Lexicons, longest: number, random: Random): string {
  if (chance(0.04, random)) return inventedWords(Math.min(longest, integer(4, 40, random)), random);
  const sentence = { english: englishSentence, french: frenchSentence, clinic: clinicNote }[kind];
  const wanted = chance(0.15, random) ? integer(2, 14, random) : integer(15, longest, random);
  let text = sentence(lexicons, random);
  while (text.length < wanted) text += ` ${sentence(lexicons, random)}`;
  const words = text.split(/\s+/).filter((word) => word.length <= longest);
  // Notes keep their beginning, running text starts anywhere.
  let start = kind === 'clinic' || chance(0.3, random) ? 0 : integer(0, Math.floor(words.length / 2), random);
  let line = '';
  for (; start < words.length && `${line} ${words[start]}`.length <= Math.max(wanted, words[start].length + 1); start++)
    line += `${line && ' '}${words[start]}`;
  return chance(0.04, random) ? line.toUpperCase() : line;
}

export function drawKind(mixture: TextMixture, random: Random): TextKind {
  let at = random.uniform() * (mixture.english + mixture.french + mixture.clinic);
  for (const kind of ['english', 'french'] as const) {
    at -= mixture[kind];
    if (at < 0) return kind;
  }
  return 'clinic';
}

/** Words that no dictionary has, pronounceable or not: the reader must look and not guess. */
function inventedWords(longest: number, random: Random): string {
  let text = '';
  for (;;) {
    let word = '';
    const isSpelled = chance(0.3, random);
    for (let i = integer(1, 4, random); i > 0; i--)
      word += isSpelled
        ? pick([...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/.'], random)
        : pick(
            [
              'b',
              'c',
              'd',
              'f',
              'g',
              'h',
              'j',
              'k',
              'l',
              'm',
              'n',
              'p',
              'qu',
              'r',
              's',
              't',
              'v',
              'w',
              'x',
              'y',
              'z',
              'st',
              'th',
              '',
            ],
            random,
          ) +
          pick(['a', 'e', 'i', 'o', 'u', 'ou', 'ai', 'é', 'y', 'ea'], random) +
          pick(['', '', 'n', 'r', 's', 't', 'x', 'll', 'ck', 'm'], random);
    if (!isSpelled && chance(0.4, random)) word = capital(word);
    if (text && `${text} ${word}`.length > longest) return text;
    text = text ? `${text} ${word}` : word;
  }
}
