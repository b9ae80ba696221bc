import { nearUnits } from './number-token.js';

/** Signs that part digits, and what readers take for each other. */
const swaps: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?<=\d)[1lI|](?=\d)/g, ['/']],
  [/(?<=\d)\/(?=\d)/g, ['1', '']],
  [/(?<=\d)[.,:;](?=\d)/g, ['.', ':', ',', '']],
  [/(?<=\d)-(?=\d)/g, ['.', '/', '']],
  [/(?<=\d) (?=[/.:,-])/g, ['']],
  [/(?<=[/.:,-]) (?=\d)/g, ['']],
  [/(?<=\d) (?=\d)/g, ['', '/', '.']],
  [/(?<=\d)9(?= |$)/g, [' g', 'g']],
  [/(?<=\d) ?g(?= |$)/g, ['9']],
  [/(?<= |^)[lI](?=\d| ?m?g| ?ml)/g, ['1']],
  [/(?<=\d)[lI|](?=\d| |$)/g, ['1']],
  [/(?<=\d)[Oo](?=\d| |$|m|u)/g, ['0']],
  [/(?<= |^)[Oo](?=\d|[.,])/g, ['0']],
  [/(?<= |^)S(?=\d|units|m[gl])/g, ['5', '8']],
];

/**
 * Readings that differ from a text in one sign between its digits, or in a letter that resembles a
 * digit; if the ink has a dot, also with a point anywhere.
 */
export function numberRivals(text: string, hasLooseDot = false): string[] {
  const rivals: string[] = [];
  if (hasLooseDot)
    for (const { index } of text.matchAll(/(?<=\d)(?=\d)/g))
      rivals.push(`${text.slice(0, index)}.${text.slice(index)}`);
  // Thin strokes are lost beside others.
  for (const { index } of text.matchAll(/(?<=\d)/g)) rivals.push(`${text.slice(0, index)}1${text.slice(index)}`);
  for (const { index } of text.matchAll(/(?<=\d)1/g)) rivals.push(text.slice(0, index) + text.slice(index + 1));
  for (const { 0: found, index } of text.matchAll(/(?<=\d ?)[a-z]{1,4}(?![a-z])/g))
    for (const unit of nearUnits(found)) rivals.push(text.slice(0, index) + unit + text.slice(index + found.length));
  for (const [place, others] of swaps)
    for (const { 0: found, index } of text.matchAll(place))
      for (const other of others)
        if (other !== found) rivals.push(text.slice(0, index) + other + text.slice(index + found.length));
  return rivals;
}
