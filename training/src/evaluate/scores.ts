import { softmaxRows } from '@longhand/inference';

/**
 * Mean negative log likelihood of the labels under softmax(logits / temperature); a twin class
 * counts with its label.
 */
export function negativeLogLikelihood(
  logits: Float32Array,
  { labels, twins }: { labels: ArrayLike<number>; twins: ArrayLike<number> },
  classes: number,
  temperature = 1,
): number {
  const probabilities = softmaxRows(logits, classes, temperature);
  let sum = 0;
  for (let i = 0; i < labels.length; i++) {
    const label = probabilities[i * classes + labels[i]];
    const p = twins[i] === labels[i] ? label : label + probabilities[i * classes + twins[i]];
    sum -= Math.log(Math.max(p, 1e-12));
  }
  return sum / labels.length;
}

/** The class with the highest score of each row. */
export function argmaxRows(scores: Float32Array, classes: number): Uint8Array {
  return Uint8Array.from({ length: scores.length / classes }, (_, i) => {
    let best = 0;
    for (let c = 1; c < classes; c++) if (scores[i * classes + c] > scores[i * classes + best]) best = c;
    return best;
  });
}

/** Share of rows whose best class is the label or its twin. */
export function accuracy(
  scores: Float32Array,
  { labels, twins }: { labels: ArrayLike<number>; twins: ArrayLike<number> },
  classes: number,
): number {
  const best = argmaxRows(scores, classes);
  return best.filter((c, i) => c === labels[i] || c === twins[i]).length / best.length;
}

/**
 * Expected calibration error over 15 bins of equal width (Guo et al., 2017): how far the confidence
 * of the best class is from its accuracy, averaged over the images.
 */
export function calibrationError(
  probabilities: Float32Array,
  labels: ArrayLike<number>,
  classes: number,
  bins = 15,
): number {
  const best = argmaxRows(probabilities, classes);
  const gap = new Float64Array(bins);
  best.forEach((c, i) => {
    const confidence = probabilities[i * classes + c];
    gap[Math.min(bins - 1, Math.floor(confidence * bins))] += confidence - (c === labels[i] ? 1 : 0);
  });
  return gap.reduce((sum, value) => sum + Math.abs(value), 0) / best.length;
}

/**
 * The temperature with the least negative log likelihood, by golden section between 0.2 and 5 on a
 * logarithmic scale.
 */
export function fitTemperature(
  logits: Float32Array,
  truth: { labels: ArrayLike<number>; twins: ArrayLike<number> },
  classes: number,
): number {
  const cost = (logT: number) => negativeLogLikelihood(logits, truth, classes, Math.exp(logT));
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(0.2), Math.log(5)];
  while (high - low > 1e-3) {
    const [a, b] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (cost(a) < cost(b)) high = b;
    else low = a;
  }
  return Math.exp((low + high) / 2);
}
