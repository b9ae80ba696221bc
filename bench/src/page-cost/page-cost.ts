/**
 * What one run over a page cost: processor seconds of each stage, all threads of the process
 * together, and memory.
 */
export interface PageRun {
  decodeSeconds: number;
  prepareSeconds: number;
  detectSeconds: number;
  segmentSeconds: number;
  /**
   * How far the resident memory rose at most above what the process had before the page was
   * decoded.
   */
  peakIncreaseBytes: number;
  lines: number;
}

export interface PageOrder {
  path: string;
  modelsDir: string;
  runs: number;
}

/** What the measuring process says. */
export type FromPageProcess = { kind: 'runs'; runs: PageRun[] } | { kind: 'failed'; message: string };
