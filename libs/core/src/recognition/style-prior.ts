import { glyphReadingSettings } from './glyph-reading-settings.js';

const { style } = glyphReadingSettings;

/**
 * The evidence of one word about its style: its line, and its likelihood under each of
 * `styleTables`, on a common scale for the word.
 */
export interface StyleEvidence {
  line: number;
  likelihoods: readonly number[];
}

/**
 * Shares before a page is seen. A glyph alone: digit, capital, small letter, the word "a", a mark;
 * on a page of words, and on a page without any.
 */
const singlesInText = [0.4, 0.2, 0.12, 0.23, 0.05];
const loneSingles = [0.96, 0.025, 0.015, 0, 0];
/** Words: digits, capitals, small, capitalised, quantity, code, mixed. */
const usualWords = [0.16, 0.08, 0.46, 0.2, 0.04, 0.04, 0.02];
const singles = singlesInText.length;
const small = singles + 2;
const capitalised = singles + 3;

/**
 * The probability of each style for every word of a page. The shares of the styles are estimated:
 * they start from usual shares and are updated from the words of the page (expectation
 * maximisation, with more weight for a word's own line than for the rest of the page). One clear
 * number therefore makes little difference, but on a page of numbers every 0 or O is a 0. On a page
 * without words, a single ambiguous sign is read as a digit.
 *
 * @returns for each word probabilities in the order of `styleTables`, summing to 1; all 0 when no
 * style can read it.
 */
export function estimateStyles(words: readonly StyleEvidence[]): number[][] {
  const usual = usualShares(words);
  let posteriors = words.map(({ likelihoods }) => normalised(likelihoods.map((l, s) => l * usual[s])));
  for (let round = 1; round < style.rounds; round++) {
    const page = usual.map((share) => share * style.usualWeight);
    const lines = new Map<number, number[]>();
    for (const [i, { line }] of words.entries()) {
      addTo(page, posteriors[i]);
      const sums = lines.get(line) ?? usual.map(() => 0);
      addTo(sums, posteriors[i]);
      lines.set(line, sums);
    }
    // A word's own reading must not speak for itself, on its line or on the page.
    posteriors = words.map(({ line, likelihoods }, i) => {
      const without = (counts: readonly number[]) =>
        kindredOf(counts.map((count, s) => Math.max(0, count - posteriors[i][s])));
      const pageShares = normalised(without(page));
      const onLine = without(lines.get(line)!);
      return normalised(likelihoods.map((l, s) => l * (onLine[s] + style.pageWeight * pageShares[s])));
    });
  }
  return posteriors;
}

/**
 * The shares to start with: those of text, as far as the page has words that cannot be a single
 * glyph.
 */
function usualShares(words: readonly StyleEvidence[]): number[] {
  const plain = words.filter(({ likelihoods }) => likelihoods.slice(0, singles).every((l) => l === 0)).length;
  const text = plain / (plain + 2);
  const blend = (inText: number, alone: number) => text * inText + (1 - text) * alone;
  const singleShare = blend(style.singleShareInText, style.loneSingleShare);
  return [
    ...singlesInText.map((share, s) => singleShare * blend(share, loneSingles[s])),
    ...usualWords.map((share) => (1 - singleShare) * share),
  ];
}

/**
 * Counts in which kinds stand in for each other: numbers and capitals as words for single digits
 * and capitals, and the other way round; small and capitalised words share one count, because a
 * sentence needs both, whatever its other words are.
 */
function kindredOf(counts: readonly number[]): number[] {
  const kindred = [...counts];
  for (const [single, word] of [
    [0, singles],
    [1, singles + 1],
  ]) {
    kindred[single] += style.kindredShare * counts[word];
    kindred[word] += style.kindredShare * counts[single];
  }
  const text = counts[small] + counts[capitalised];
  kindred[small] = (1 - style.capitalisedShare) * text;
  kindred[capitalised] = style.capitalisedShare * text;
  return kindred;
}

function addTo(sums: number[], more: readonly number[]): void {
  for (const [i, value] of more.entries()) sums[i] += value;
}

function normalised(values: readonly number[]): number[] {
  const sum = values.reduce((a, b) => a + b, 0);
  return values.map((value) => (sum > 0 ? value / sum : 0));
}
