import { MERGED_LETTERS } from '../datasets/known-sets.js';

/**
 * For each character of the alphabet the one that it counts as: EMNIST's 15 merged letters as their
 * capital, the rest as themselves.
 */
export function mergedClasses(alphabet: string): Uint8Array {
  return Uint8Array.from(alphabet, (character) => {
    const capital = character.toUpperCase();
    return alphabet.indexOf(MERGED_LETTERS.includes(capital) ? capital : character);
  });
}

/**
 * Adds up the probabilities of classes that count as one; `groups` maps class -> the class that it
 * counts as.
 */
export function foldClasses(probabilities: Float32Array, groups: Uint8Array): Float32Array {
  const classes = groups.length;
  const out = new Float32Array(probabilities.length);
  for (let start = 0; start < out.length; start += classes)
    for (let c = 0; c < classes; c++) out[start + groups[c]] += probabilities[start + c];
  return out;
}
