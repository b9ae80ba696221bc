/** Scales gradients, in place, so that their mean is no longer than `most` (Euclidean norm). */
export function clipGradients(gradients: readonly Float32Array[], most: number): void {
  const share = 1 / gradients.length;
  let squares = 0;
  for (let i = 0; i < gradients[0].length; i++) {
    let sum = 0;
    for (let g = 0; g < gradients.length; g++) sum += gradients[g][i];
    squares += (sum * share) ** 2;
  }
  const norm = Math.sqrt(squares);
  if (norm <= most) return;
  for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) gradient[i] *= most / norm;
}
