/**
 * Weights of the log odds of each kind of evidence (of the weaker look, for both of them), of the
 * length, of what else its signs may be, and of each loose dot; and a constant.
 */
export interface NumberCalibration {
  share: number;
  looks: number;
  character: number;
  word: number;
  length: number;
  separators: number;
  looseDot: number;
  shift: number;
}
