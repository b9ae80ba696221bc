export interface Weighted {
  value: number;
  weight: number;
}

/** The value up to which half of the weight lies; 0 of none. In any order. */
export function weightedMedian(values: readonly Weighted[]): number {
  let left = values.reduce((sum, { weight }) => sum + weight, 0) / 2;
  for (const { value, weight } of values.toSorted((a, b) => a.value - b.value)) {
    left -= weight;
    if (left <= 0) return value;
  }
  return 0;
}
