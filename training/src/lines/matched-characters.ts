/**
 * For each character of `text` whether the best alignment with `other` (fewest edits) sets the same
 * character against it.
 */
export function matchedCharacters(text: string, other: string): boolean[] {
  const columns = other.length + 1;
  const costs = new Uint16Array((text.length + 1) * columns);
  for (let i = 0; i <= text.length; i++)
    for (let j = 0; j <= other.length; j++) {
      const at = i * columns + j;
      if (i === 0 || j === 0) costs[at] = i + j;
      else {
        const replaced = costs[at - columns - 1] + (text[i - 1] === other[j - 1] ? 0 : 1);
        costs[at] = Math.min(replaced, costs[at - 1] + 1, costs[at - columns] + 1);
      }
    }
  const matched = Array.from({ length: text.length }, () => false);
  for (let i = text.length, j = other.length; i > 0 && j > 0; ) {
    const at = i * columns + j;
    const isSame = text[i - 1] === other[j - 1];
    if (costs[at] === costs[at - columns - 1] + (isSame ? 0 : 1)) {
      matched[i - 1] = isSame;
      [i, j] = [i - 1, j - 1];
    } else if (costs[at] === costs[at - columns] + 1) i -= 1;
    else j -= 1;
  }
  return matched;
}
