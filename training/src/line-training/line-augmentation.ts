/** How far a line may be changed. Ranges are even; probabilities are for each line by itself. */
export interface LineAugmentation {
  /** Least and most of the line's width and height, as shares of its own. */
  readonly width: readonly [number, number];
  readonly height: readonly [number, number];
  /** Most slant either way: columns per row. */
  readonly slant: number;
  readonly turnDegrees: number;
  /** Most pixels up or down. */
  readonly shift: number;
  /** A smooth local distortion, and its standard deviation in pixels. */
  readonly elastic: { readonly probability: number; readonly pixels: number };
  /** The pen gets wider or narrower, by up to a pixel. */
  readonly penProbability: number;
  /** A ruled line across. */
  readonly ruleProbability: number;
  /** Short spans of the line become paper, so that neighbours must help to read it. */
  readonly spanProbability: number;
  /** Grain of the paper. */
  readonly noiseProbability: number;
  /** Ink becomes paler or darker: most of the exponent's logarithm either way. */
  readonly brightness: number;
}

/**
 * Widths, slants and turns as training/pytorch/line_data.py has them; few lines need as much change
 * as many.
 */
export const LINE_AUGMENTATION: LineAugmentation = {
  width: [0.75, 1.2],
  height: [0.75, 1.12],
  slant: 0.35,
  turnDegrees: 1.5,
  shift: 3,
  elastic: { probability: 0.5, pixels: 1 },
  penProbability: 0.35,
  ruleProbability: 0.05,
  spanProbability: 0.3,
  noiseProbability: 0.15,
  brightness: 0.35,
};
