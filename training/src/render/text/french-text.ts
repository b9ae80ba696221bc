import { FRENCH } from './french-words.js';
import { capital, chance, integer, pick } from './pick.js';
import type { NameLists } from './read-lexicons.js';
import type { Random } from '../../basics/random.js';

/** A French sentence from a small grammar; articles agree and elide, dates and names occur. */
export function frenchSentence(names: NameLists, random: Random): string {
  const clause = () => {
    const adverb = chance(0.2, random) ? ` ${pick(FRENCH.adverbs, random)}` : '';
    const object = chance(0.75, random) ? ` ${nounPhrase(names, random)}` : '';
    return `${subject(names, random)} ${pick(FRENCH.verbs, random)}${adverb}${object}${complement(names, random)}`;
  };
  let text = clause();
  if (chance(0.4, random)) text += `${chance(0.4, random) ? ',' : ''} ${elide(pick(FRENCH.joiners, random), clause())}`;
  if (chance(0.06, random)) text = `« ${capital(text)} »`;
  if (chance(0.06, random)) text += ` (${integer(1100, 2024, random)}-${integer(1100, 2024, random)})`;
  return capital(text) + pick(['.', '.', '.', '.', ';', ' :', ' ?', ' !'], random);
}

function complement(names: NameLists, random: Random): string {
  if (chance(0.25, random)) return ` ${pick(['le', 'du', 'depuis le'], random)} ${frenchDate(random)}`;
  if (chance(0.15, random)) return ` à ${pick(FRENCH.places, random)}`;
  if (chance(0.6, random)) return ` ${elide(pick(FRENCH.prepositions, random), nounPhrase(names, random))}`;
  return '';
}

export function frenchDate(random: Random): string {
  const day = integer(1, 31, random);
  return `${day === 1 ? '1er' : day} ${pick(FRENCH.months, random)} ${integer(1850, 2030, random)}`;
}

function subject(names: NameLists, random: Random): string {
  if (chance(0.35, random))
    return pick(['il', 'elle', 'on', 'ils', 'elles', "c'", 'nous', 'vous', 'ce qui'], random).replace("c'", 'cela');
  return nounPhrase(names, random);
}

function nounPhrase(names: NameLists, random: Random): string {
  if (chance(0.12, random)) return `${pick(names.first, random)} ${pick(names.last, random)}`;
  const isFeminine = chance(0.5, random);
  const noun = pick(isFeminine ? FRENCH.feminine : FRENCH.masculine, random);
  const isPlural = chance(0.25, random);
  const article = isPlural
    ? pick(['les', 'des', 'ses', 'leurs', 'plusieurs', 'ces', String(integer(2, 900, random))], random)
    : pick(isFeminine ? ['la', 'la', 'une', 'cette', 'sa'] : ['le', 'le', 'un', 'ce', 'son'], random);
  const base = isPlural && !/[sxz]$/.test(noun) ? `${noun}${/eau$|eu$/.test(noun) ? 'x' : 's'}` : noun;
  const adjective = chance(0.35, random) ? ` ${pick(FRENCH.adjectives, random)}${isPlural ? 's' : ''}` : '';
  return elide(article, `${base}${adjective}`);
}

const elisions: Record<string, string> = {
  le: "l'",
  la: "l'",
  de: "d'",
  que: "qu'",
  ce: 'cet ',
  cette: 'cette ',
  sa: 'son ',
};

/** "le arbre" -> "l'arbre", "de le lac" -> "du lac". */
function elide(first: string, rest: string): string {
  if (first === 'de' || first === 'à') {
    const [article, ...others] = rest.split(' ');
    const joined = first === 'de' ? { le: 'du', les: 'des' }[article] : { le: 'au', les: 'aux' }[article];
    if (joined) return [joined, ...others].join(' ');
  }
  return first in elisions && /^[aeiouyhâàéèêîôœ]/i.test(rest) ? `${elisions[first]}${rest}` : `${first} ${rest}`;
}
