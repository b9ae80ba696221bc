import { normaliseText } from '../text/normalise-text.js';
import type { OtherForm } from './written-date.js';

const spelledOut: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };
/** French and Italian words that lose their vowel before another vowel. */
const elided =
  /^(?:[cdjlmnst]|(?:jus|lors|puis|quoi|quel|pres)?qu|entr|un|gl|(?:de|ne|a|da|su|co)ll|quest|sant)'(.{2,})$/iu;
const possessive = /^(.+)'s$/iu;

/**
 * The other forms under which a word is found: Müller as Mueller, l'hôpital as hôpital, patient's
 * as patient.
 * @param text cleaned: see cleanText. @param token its own form in the index
 */
export function otherSpellings(text: string, token: string): OtherForm[] {
  const found = new Set<string>();
  const add = (form: string) => found.add(normaliseText(form).replace(/'/g, ''));
  const bare = elided.exec(text)?.[1] ?? possessive.exec(text)?.[1];
  for (const form of bare === undefined ? [text] : [text, bare]) {
    if (form !== text) add(form);
    const spelt = form.toLowerCase().replace(/[äöüåø]/g, (letter) => spelledOut[letter]);
    if (spelt !== form.toLowerCase()) add(spelt);
  }
  found.delete(token);
  return [...found].map((form) => ({ token: form, share: 1 }));
}
