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
  // Three numbers for each centre, as for each sample.
  const centres = new Float64Array(k * 3);
  centres.set(meanOf(samples));
  const farthest = new Float32Array(count).fill(Number.POSITIVE_INFINITY);
  for (let c = 1; c < k; c++) {
    const best = farthestFrom(samples, centres.subarray(c * 3 - 3, c * 3), farthest);
    centres.set(samples.subarray(best * 3, best * 3 + 3), c * 3);
  }
  const sizes = new Float64Array(k);
  const sums = new Float64Array(k * 3);
  for (let round = 0; round < rounds; round++) {
    sizes.fill(0);
    sums.fill(0);
    assign(samples, centres, { sizes, sums });
    for (let j = 0; j < sums.length; j++) {
      const size = sizes[Math.floor(j / 3)];
      if (size > 0) centres[j] = sums[j] / size;
    }
  }
  return Array.from(sizes, (size, c): ColourCluster => {
    const colour: Colour = [centres[c * 3], centres[c * 3 + 1], centres[c * 3 + 2]];
    return { colour, share: size / count };
  }).toSorted((a, b) => b.share - a.share);
}

/**
 * The sample farthest from all centres so far, of which `centre` is the last; `farthest` has each
 * sample's square distance.
 */
function farthestFrom(samples: Float32Array, centre: Float64Array, farthest: Float32Array): number {
  const [r, g, b] = centre;
  let best = 0;
  for (let i = 0; i < farthest.length; i++) {
    const [x, y, z] = [samples[i * 3] - r, samples[i * 3 + 1] - g, samples[i * 3 + 2] - b];
    farthest[i] = Math.min(farthest[i], x * x + y * y + z * z);
    if (farthest[i] > farthest[best]) best = i;
  }
  return best;
}

/** Counts and adds up the samples nearest to each centre. */
function assign(
  samples: Float32Array,
  centres: Float64Array,
  { sizes, sums }: { sizes: Float64Array; sums: Float64Array },
): void {
  for (let i = 0; i < samples.length; i += 3) {
    const r = samples[i];
    const g = samples[i + 1];
    const b = samples[i + 2];
    let own = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let at = 0; at < centres.length; at += 3) {
      const x = r - centres[at];
      const y = g - centres[at + 1];
      const z = b - centres[at + 2];
      const distance = x * x + y * y + z * z;
      if (distance >= least) continue;
      own = at;
      least = distance;
    }
    sizes[own / 3] += 1;
    sums[own] += r;
    sums[own + 1] += g;
    sums[own + 2] += b;
  }
}

function meanOf(samples: Float32Array): [number, number, number] {
  const mean: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < samples.length; i++) mean[i % 3] += samples[i] / (samples.length / 3);
  return mean;
}
