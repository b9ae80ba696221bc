/** Characters that readers confuse; such a step costs half as much as another letter. */
const lookAlikes = new Set(
  [
    'ao au ae ce ci eo el ec il i1 l1 lt li ij it ft fl nu nr nv mn uv vr vw rv bh hk hb gy gq yg',
    's5 sr st z2 o0 b6 b8 g9 q9 17',
  ]
    .flatMap((pairs) => pairs.split(' '))
    .flatMap(([a, b]) => [a + b, b + a]),
);
/** Two characters that look like one. */
const lookAlikePairs = new Set('rn m|nn m|in m|ni m|cl d|ci a|ii u|li h|ti h|vv w|uu w|ri n|iv w|lc k|ol d'.split('|'));
const halfStep = 0.5;

/**
 * The distance between two tokens in handwriting: 1 for each letter that is changed, missing, added
 * or swapped with its neighbour, and 1/2 if the two look similar in ink (a/o, n/u, rn/m, cl/d).
 * Damerau's distance (1964) with steps for similar letters.
 */
export function readingDistance(a: string, b: string): number {
  const width = b.length + 1;
  const costs = new Float64Array((a.length + 1) * width);
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) {
      if (i === 0 || j === 0) {
        costs[i * width + j] = i + j;
        continue;
      }
      const at = (back: number, left: number) => costs[(i - back) * width + j - left];
      let best = Math.min(at(1, 0) + 1, at(0, 1) + 1, at(1, 1) + changeCost(a[i - 1], b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, at(2, 2) + 1);
      if (i > 1 && lookAlikePairs.has(`${a.slice(i - 2, i)} ${b[j - 1]}`)) best = Math.min(best, at(2, 1) + halfStep);
      if (j > 1 && lookAlikePairs.has(`${b.slice(j - 2, j)} ${a[i - 1]}`)) best = Math.min(best, at(1, 2) + halfStep);
      costs[i * width + j] = best;
    }
  }
  return costs[costs.length - 1];
}

function changeCost(a: string, b: string): number {
  if (a === b) return 0;
  return lookAlikes.has(a + b) ? halfStep : 1;
}

/**
 * All forms that are one step between similar letters away from a token, without the token itself;
 * about 5 for each of its letters.
 */
export function lookAlikesOf(token: string): string[] {
  const forms = new Set<string>();
  for (const pair of lookAlikes) replaceEach(token, pair[0], pair[1], forms);
  for (const pair of lookAlikePairs) {
    const [two, one] = pair.split(' ');
    replaceEach(token, two, one, forms);
    replaceEach(token, one, two, forms);
  }
  return [...forms];
}

/** Adds the token with one place of `from` changed, for each place. */
function replaceEach(token: string, from: string, to: string, forms: Set<string>): void {
  for (let at = token.indexOf(from); at >= 0; at = token.indexOf(from, at + 1))
    forms.add(token.slice(0, at) + to + token.slice(at + from.length));
}

/**
 * Words of up to `maxShort` letters match only words that look similar; in words of up to
 * `maxMiddle` letters one letter may be wrong, in longer ones two.
 */
const [maxShort, maxMiddle] = [5, 8];
/**
 * A reading at least as certain as `minClear` is another word, unless the query has a typing error;
 * a reading below `minFaint` is hardly ever the searched word.
 */
const [minClear, minFaint] = [0.9, 0.02];

/**
 * The maximum distance at which a word still matches a searched token: 1/2 up to five letters, 1 up
 * to eight, then 2.
 */
export function maxDistance(token: string): number {
  if (token.length <= maxShort) return halfStep;
  return token.length <= maxMiddle ? 1 : 2;
}

/**
 * Share of a reading's probability that counts if the reading is `distance` (at least 1/2) away
 * from the searched word: 0.45, 0.27, 0.16, 0.1. Always a guess. 0 if too few such readings were
 * right on the validation pages of Copiste: readings farther than `maxDistance`, certain readings
 * farther than one letter, and faint readings of short words or farther than one similar letter.
 *
 * @param probability of the reading, 0 to 1
 */
export function similarShare(token: string, distance: number, probability: number): number {
  const isClear = probability >= minClear;
  const isFaint = probability < minFaint;
  const most = isClear ? 1 : isFaint ? (token.length <= maxShort ? 0 : halfStep) : Infinity;
  if (distance > Math.min(most, maxDistance(token))) return 0;
  return 0.45 * 0.36 ** (distance - halfStep);
}
