/** Stands before the first character of a line. */
export const LINE_START = '\n';

/** A text that a model learns, and how often it counts. */
export interface WeightedText {
  readonly text: string;
  readonly weight: number;
  /** False for a piece of a line, as a word of a list: nothing is learnt of how lines begin. */
  readonly isLine: boolean;
}

/** How often each run of 1 to `order` characters occurs. */
export function countRuns(texts: Iterable<WeightedText>, order: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text, weight, isLine } of texts) {
    const run = isLine ? LINE_START + text : text;
    for (let end = 1; end <= run.length; end++)
      for (let length = 1; length <= order && length <= end; length++) {
        const key = run.slice(end - length, end);
        counts.set(key, (counts.get(key) ?? 0) + weight);
      }
  }
  return counts;
}
