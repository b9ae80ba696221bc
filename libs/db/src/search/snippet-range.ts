/** Words before the first match that are shown with it. */
const leadIn = 4;
/** Approximate length of a snippet, in characters. */
const snippetLength = 160;

/**
 * The range of words around the densest group of matches, about 160 characters long; the beginning
 * if nothing matches.
 * @returns indices into `texts`, end exclusive
 */
export function snippetRange(texts: readonly string[], matched: readonly boolean[]): { from: number; to: number } {
  let best = { from: 0, hits: 0 };
  for (const [i, isMatch] of matched.entries()) {
    if (!isMatch) continue;
    const from = Math.max(0, i - leadIn);
    const { hits } = stretch(texts, matched, from);
    if (hits > best.hits) best = { from, hits };
  }
  return { from: best.from, to: stretch(texts, matched, best.from).to };
}

function stretch(texts: readonly string[], matched: readonly boolean[], from: number): { to: number; hits: number } {
  let length = 0;
  let hits = 0;
  let to = from;
  while (to < texts.length && (to === from || length + texts[to].length <= snippetLength)) {
    length += texts[to].length + 1;
    if (matched[to]) hits += 1;
    to += 1;
  }
  return { to, hits };
}
