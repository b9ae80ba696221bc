/**
 * The output of the line detector for a page, on a coarse grid: the probability, 0 to 1, that a
 * cell is in the core of a line (from the baseline to the x-height), in the gap between two lines,
 * and on a ruled line. Cell (x, y) is `[y * width + x]` and covers `cell` pixels of the page each
 * way.
 */
export interface LineMaps {
  width: number;
  height: number;
  cell: number;
  core: Float32Array;
  border: Float32Array;
  ruled: Float32Array;
}
