import type { Box, Point } from '../page/box.js';
import type { ScriptCode } from './scripts/script-names.js';

/**
 * The result of a recogniser for one page. All recognisers return this structure; boxes are in
 * pixels of the original page image.
 */
export interface RecognisedPage {
  lines: RecognisedLine[];
  /** The page as text: lines separated by \n, words by one space, "?" after an uncertain word. */
  text: string;
  /** Mean character confidence, 0 to 1; undefined for a page without text, which has none. */
  confidence: number | undefined;
}

export interface RecognisedLine {
  box: Box;
  baseline: [Point, Point];
  words: RecognisedWord[];
  /**
   * The script of a line that was not read because no reader knows it; such a line has no words.
   */
  script?: ScriptCode;
}

export interface RecognisedWord {
  /** The reading without "?" marks. */
  text: string;
  /** The reading with "?" after each uncertain character. */
  markedText: string;
  box: Box;
  /** Calibrated probability that `text` is right, 0 to 1. */
  confidence: number;
  uncertain: boolean;
  /**
   * Other readings, most probable first, at most 10; their probabilities and `confidence` add up to
   * at most 1.
   */
  alternatives: Alternative[];
  characters: RecognisedCharacter[];
}

export interface Alternative {
  text: string;
  probability: number;
}

export interface RecognisedCharacter {
  character: string;
  box: Box;
  confidence: number;
  uncertain: boolean;
}
