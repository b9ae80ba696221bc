import { ENGLISH } from './english-words.js';
import { capital, chance, integer, pick } from './pick.js';
import type { NameLists } from './read-lexicons.js';
import type { Random } from '../../basics/random.js';

/**
 * A run of English: sentences from a small grammar, so that endings, articles and punctuation stand
 * where they usually do.
 */
export function englishSentence(names: NameLists, random: Random): string {
  const clause = () => {
    const object = chance(0.7, random) ? ` ${nounPhrase(names, random)}` : '';
    const tail = chance(0.6, random) ? ` ${pick(ENGLISH.prepositions, random)} ${nounPhrase(names, random)}` : '';
    const adverb = chance(0.25, random) ? ` ${pick(ENGLISH.adverbs, random)}` : '';
    return `${subject(names, random)} ${verb(random)}${adverb}${object}${tail}`;
  };
  let text = clause();
  if (chance(0.45, random)) text += `${chance(0.5, random) ? ',' : ''} ${pick(ENGLISH.joiners, random)} ${clause()}`;
  if (chance(0.08, random)) text = `"${capital(text)}"`;
  if (chance(0.06, random)) text += ` (${pick(ENGLISH.adverbs, random)} ${pick(ENGLISH.adjectives, random)})`;
  return capital(text) + pick(['.', '.', '.', '.', '.', '?', '!', ';', ':'], random);
}

function subject(names: NameLists, random: Random): string {
  if (chance(0.4, random)) return pick(ENGLISH.pronouns, random);
  return nounPhrase(names, random);
}

function nounPhrase(names: NameLists, random: Random): string {
  if (chance(0.12, random)) return properName(names, random);
  if (chance(0.05, random)) return `${integer(2, 1999, random)} ${plural(pick(ENGLISH.nouns, random))}`;
  const adjective = chance(0.4, random) ? `${pick(ENGLISH.adjectives, random)} ` : '';
  const noun = pick(ENGLISH.nouns, random);
  const named = chance(0.25, random)
    ? plural(noun)
    : chance(0.04, random)
      ? `${noun}'s ${pick(ENGLISH.nouns, random)}`
      : noun;
  const next = adjective || named;
  const determiner = pick(ENGLISH.determiners, random);
  return `${determiner === 'a' && /^[aeio]/.test(next) ? 'an' : determiner} ${adjective}${named}`;
}

/** A person or a title with a name: "Mrs Ada Reed", "Dr. J. Moore". */
export function properName(names: NameLists, random: Random): string {
  const last = pick(names.last, random);
  const first = pick(names.first, random);
  return pick(
    [
      `${first} ${last}`,
      first,
      `Mr ${last}`,
      `Mrs. ${last}`,
      `Dr. ${first.charAt(0)}. ${last}`,
      `${last}, ${first}`,
      `${first.charAt(0)}. ${String.fromCharCode(65 + integer(0, 25, random))}. ${last}`,
    ],
    random,
  );
}

function verb(random: Random): string {
  if (chance(0.35, random)) return pick(ENGLISH.past, random);
  const stem = pick(ENGLISH.verbs, random);
  if (chance(0.35, random)) return pastForm(stem);
  const auxiliary = pick(ENGLISH.auxiliaries, random);
  if (/^(is|was|are|were)$/.test(auxiliary))
    return chance(0.5, random) ? `${auxiliary} ${pick(ENGLISH.adjectives, random)}` : `${auxiliary} ${ingForm(stem)}`;
  if (/^ha[sd]$/.test(auxiliary)) return `${auxiliary} ${pastForm(stem)}`;
  return chance(0.15, random) ? `${auxiliary === 'cannot' ? 'can' : auxiliary} not ${stem}` : `${auxiliary} ${stem}`;
}

const isDoubled = (stem: string) =>
  /^(drop|knit|stop|plan|admit|hurry|pick|beg|fit)$/.test(stem) && !/[yck]$/.test(stem);

function pastForm(stem: string): string {
  if (stem.endsWith('e')) return `${stem}d`;
  if (/[^aeiou]y$/.test(stem)) return `${stem.slice(0, -1)}ied`;
  return `${isDoubled(stem) ? stem + stem.slice(-1) : stem}ed`;
}

function ingForm(stem: string): string {
  if (/[^e]e$/.test(stem)) return `${stem.slice(0, -1)}ing`;
  return `${isDoubled(stem) ? stem + stem.slice(-1) : stem}ing`;
}

function plural(noun: string): string {
  if (/(man|woman)$/.test(noun)) return `${noun.slice(0, -2)}en`;
  if (noun === 'child') return 'children';
  if (/(s|x|ch|sh|z)$/.test(noun)) return `${noun}es`;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return `${noun}s`;
}
