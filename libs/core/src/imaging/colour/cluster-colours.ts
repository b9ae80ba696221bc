/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

export interface ColourCluster {
  colour: Colour;
  /** Of all samples. */
  share: number;
}

const rounds = 12;

/**
 * The main colours of some samples (three numbers each), the commonest first: k-means (S. Lloyd,
 * 1982) from a start that is the same every time, the mean colour and then again and again the
 * sample farthest from all so far.
 */
export function clusterColours(samples: Float32Array, k: number): ColourCluster[] {
  const count = samples.length / 3;
  if (count === 0) return [];
  const centres = [meanOf(samples)];
  const farthest = new Float32Array(count).fill(Number.POSITIVE_INFINITY);
  while (centres.length < k) {
    const last = centres[centres.length - 1];
    let best = 0;
    for (let i = 0; i < count; i++) {
      farthest[i] = Math.min(farthest[i], squareDistance(samples, i, last));
      if (farthest[i] > farthest[best]) best = i;
    }
    centres.push([samples[best * 3], samples[best * 3 + 1], samples[best * 3 + 2]]);
  }
  let sizes = new Float64Array(k);
  for (let round = 0; round < rounds; round++) {
    const sums = new Float64Array(k * 3);
    sizes = new Float64Array(k);
    for (let i = 0; i < count; i++) {
      let own = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let c = 0; c < k; c++) {
        const distance = squareDistance(samples, i, centres[c]);
        if (distance < least) [own, least] = [c, distance];
      }
      sizes[own] += 1;
      for (let j = 0; j < 3; j++) sums[own * 3 + j] += samples[i * 3 + j];
    }
    for (let c = 0; c < k; c++) {
      if (sizes[c] > 0) centres[c] = [sums[c * 3] / sizes[c], sums[c * 3 + 1] / sizes[c], sums[c * 3 + 2] / sizes[c]];
    }
  }
  return centres
    .map((colour, c): ColourCluster => ({ colour: [colour[0], colour[1], colour[2]], share: sizes[c] / count }))
    .toSorted((a, b) => b.share - a.share);
}

function meanOf(samples: Float32Array): [number, number, number] {
  const mean: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < samples.length; i++) mean[i % 3] += samples[i] / (samples.length / 3);
  return mean;
}

function squareDistance(samples: Float32Array, i: number, [r, g, b]: Colour): number {
  return (samples[i * 3] - r) ** 2 + (samples[i * 3 + 1] - g) ** 2 + (samples[i * 3 + 2] - b) ** 2;
}
