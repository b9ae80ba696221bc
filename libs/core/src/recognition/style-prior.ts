/** What one word says about its style: likelihood under each style, on a common scale within the word. */
export interface StyleEvidence {
  /** Index of the word's line. */
  line: number;
  /** A single glyph, weighed by `singleStyles`; otherwise `wordStyles`. */
  isSingle: boolean;
  likelihoods: readonly number[];
}

/** digits, capitals, small, capitalised, quantity, code, mixed: before a page is seen. */
const usualWords = [0.16, 0.08, 0.44, 0.2, 0.04, 0.04, 0.04];
/** digits, capitals, small for a glyph alone: on a page of words, and on a page without any (people who draw one sign draw a digit). */
const usualSingles = [0.35, 0.2, 0.45];
const loneSingles = [0.85, 0.09, 0.06];

/** How many words the usual shares weigh against the page's own, and the page's against the line's. */
const usualWeight = 3;
const pageWeight = 3;
const rounds = 6;

/**
 * The probability of each style for every word of a page. The shares of the styles are not given but found: they start from usual shares and are
 * estimated again from what the page's words then turn out to be (expectation maximisation, with a word's line weighing more than the rest of
 * the page). So one clear number makes little difference, and a page of numbers makes every 0 or O a 0.
 *
 * @returns for each word probabilities in the order of its styles, summing to 1.
 */
export function estimateStyles(words: readonly StyleEvidence[]): number[][] {
  let posteriors = words.map(({ likelihoods }) => likelihoods.map(() => 1 / likelihoods.length));
  for (let round = 0; round < rounds; round++) {
    const page = round === 0 ? sharesOf([], []) : sharesOf(words, posteriors);
    const lines = new Map<number, { words: number[]; singles: number[] }>();
    for (const [i, { line, isSingle }] of words.entries()) {
      const sums = lines.get(line) ?? { words: usualWords.map(() => 0), singles: usualSingles.map(() => 0) };
      lines.set(line, sums);
      if (round > 0) addTo(isSingle ? sums.singles : sums.words, posteriors[i]);
    }
    posteriors = words.map(({ line, isSingle, likelihoods }, i) => {
      const own = round > 0 ? posteriors[i] : likelihoods.map(() => 0);
      const counts = lines.get(line)!;
      const [onLine, onPage] = isSingle ? [counts.singles, page.singles] : [counts.words, page.words];
      const others = onLine.map((count, s) => Math.max(0, count - own[s]));
      const total = others.reduce((a, b) => a + b, 0);
      return normalised(
        likelihoods.map((likelihood, s) => (likelihood * (others[s] + pageWeight * onPage[s])) / (total + pageWeight)),
      );
    });
  }
  return posteriors;
}

/** The page's shares of styles, leaning on the usual ones. */
function sharesOf(words: readonly StyleEvidence[], posteriors: number[][]): { words: number[]; singles: number[] } {
  const wordSums = usualWords.map((share) => share * usualWeight);
  const singleCounts = usualSingles.map(() => 0);
  for (const [i, { isSingle }] of words.entries()) addTo(isSingle ? singleCounts : wordSums, posteriors[i]);
  const wordCount = wordSums.reduce((a, b) => a + b, 0) - usualWeight;
  const text = wordCount / (wordCount + 2);
  const singleSums = loneSingles.map((share, s) => usualWeight * ((1 - text) * share + text * usualSingles[s]));
  // Numbers and capitals on the page speak for a single sign of the same kind.
  singleSums[0] += 0.5 * (wordSums[0] - usualWords[0] * usualWeight);
  singleSums[1] += 0.5 * (wordSums[1] - usualWords[1] * usualWeight);
  addTo(singleSums, singleCounts);
  return { words: normalised(wordSums), singles: normalised(singleSums) };
}

function addTo(sums: number[], more: readonly number[]): void {
  for (const [i, value] of more.entries()) sums[i] += value;
}

function normalised(values: readonly number[]): number[] {
  const sum = values.reduce((a, b) => a + b, 0);
  return values.map((value) => (sum > 0 ? value / sum : 1 / values.length));
}
