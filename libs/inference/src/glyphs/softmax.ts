/**
 * Probabilities of each row of `classes` logits, divided by `temperature` first. Rows that are not
 * finite give NaN, never a guess.
 */
export function softmaxRows(logits: Float32Array, classes: number, temperature = 1): Float32Array {
  const out = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    let top = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < classes; c++) top = Math.max(top, logits[start + c]);
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += out[start + c] = Math.exp((logits[start + c] - top) / temperature);
    for (let c = 0; c < classes; c++) out[start + c] /= sum;
  }
  return out;
}
