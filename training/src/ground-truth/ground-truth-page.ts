/** A point of a page's picture: x to the right, y down, pixels. */
export type PolygonPoint = readonly [x: number, y: number];

/** A line as a transcription tool wrote it down. */
export interface GroundTruthLine {
  /** NFC, with single spaces; may be empty. */
  readonly text: string;
  /**
   * The outline of the line's ink; three points or more, or none when the file gives no outline.
   */
  readonly polygon: readonly PolygonPoint[];
  /** From left to right in the direction of writing; two points or more, or none. */
  readonly baseline: readonly PolygonPoint[];
}

/** A transcribed page, in the coordinates of the picture size that the file names. */
export interface GroundTruthPage {
  /** The file name of the picture, as the file writes it; may be missing. */
  readonly image: string | undefined;
  /** Size that the coordinates count in; 0 when the file does not say. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** In the order of the file. */
  readonly lines: readonly GroundTruthLine[];
}

/**
 * `10,20 30,40` or `10 20 30 40`, as PAGE-XML and ALTO write points. An odd number at the end is
 * dropped.
 */
export function pointsOf(text: string | undefined): PolygonPoint[] {
  const numbers = (text ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(Number);
  const points: PolygonPoint[] = [];
  for (let i = 0; i + 1 < numbers.length; i += 2)
    if (Number.isFinite(numbers[i]) && Number.isFinite(numbers[i + 1])) points.push([numbers[i], numbers[i + 1]]);
  return points;
}

/** NFC, single spaces, and without the `^` that some transcribers put before raised letters. */
export const tidyText = (text: string): string =>
  text.normalize('NFC').replaceAll('^', '').split(/\s+/u).filter(Boolean).join(' ');
