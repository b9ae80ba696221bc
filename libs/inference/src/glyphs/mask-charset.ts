/** The paper's 36 classes: digits and capitals. */
export const DIGITS_AND_CAPITALS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Probabilities under the knowledge that only the characters of `charset` can occur: the others
 * become 0 and each row sums to 1 again. A row whose allowed characters have no mass at all becomes
 * uniform over them.
 */
export function maskCharset(probabilities: Float32Array, alphabet: string, charset: string): Float32Array {
  const classes = alphabet.length;
  const allowed = Array.from(alphabet, (character) => charset.includes(character));
  const size = allowed.filter(Boolean).length;
  const out = new Float32Array(probabilities.length);
  for (let start = 0; start < out.length; start += classes) {
    let sum = 0;
    for (let c = 0; c < classes; c++) if (allowed[c]) sum += probabilities[start + c];
    for (let c = 0; c < classes; c++)
      if (allowed[c]) out[start + c] = sum > 0 ? probabilities[start + c] / sum : 1 / size;
  }
  return out;
}
