/** Pixels of the rendered page: A4 at 150 dpi. */
export const pagePx = { width: 1240, height: 1754 };

export type SampleFont = 'architects-daughter' | 'gaegu' | 'short-stack' | 'andika';

/** Text along a line. */
export interface TextMark {
  kind: 'text';
  text: string;
  x: number;
  baseline: number;
  sizePx: number;
  hand: SampleFont;
}

/**
 * Characters in a row of boxes, one each; spaces stay empty. Boxes are in the pale colour that
 * scanners drop out.
 */
export interface BoxesMark {
  kind: 'boxes';
  text: string;
  x: number;
  baseline: number;
  sizePx: number;
  pitchPx: number;
  hand: SampleFont;
}

/** A straight pale line. */
export interface RuleMark {
  kind: 'rule';
  x: number;
  y: number;
  lengthPx: number;
}

export type Mark = TextMark | BoxesMark | RuleMark;

/** One sample record: what stands where, and the text that a perfect reader gives. */
export interface RecordPage {
  name: string;
  seed: number;
  /** Turn of the sheet on the scanner, degrees clockwise. */
  turnDegrees: number;
  marks: Mark[];
  text: string;
}
