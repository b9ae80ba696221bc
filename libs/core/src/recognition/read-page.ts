import type { PageLayout, ReaderChoice } from '../page/page-layout.js';
import { chooseReading } from './choose-reading.js';
import { type DecodeLinesOptions, decodeLines } from './ctc/decode-lines.js';
import type { StripScores } from './ctc/line-scores.js';
import { type DecodeOptions, decodeGlyphPage } from './decode-glyph-page.js';
import { glyphShareOf } from './glyph-share.js';
import type { RecognisedPage } from './recognised-page.js';
import { withSigns } from './with-signs.js';
import { withoutOtherScripts } from './scripts/without-other-scripts.js';

/** What the networks said of a page. */
export interface PageScores {
  /** Who reads which line, as `planReading` gives it. */
  plan: readonly ReaderChoice[];
  /** Class probabilities of the glyphs of `glyphShareOf(layout, plan)`. */
  probabilities: Float32Array;
  /** One for each line of the layout; undefined for lines that are for the glyph reader alone. */
  strips: readonly (StripScores | undefined)[];
}

export interface ReadPageOptions {
  glyphs: DecodeOptions;
  /** Left out where there is no line reader: the plan then says `glyphs` for every line. */
  lines?: DecodeLinesOptions | undefined;
}

/**
 * Makes a page's text of the scores of both readers. Throws `recognition.mismatch` when they do not
 * fit the layout.
 */
export function readPage(layout: PageLayout, scores: PageScores, options: ReadPageOptions): RecognisedPage {
  const { plan, probabilities, strips } = scores;
  const glyphs = decodeGlyphPage(glyphShareOf(layout, plan).layout, probabilities, options.glyphs);
  if (!options.lines) return withSigns(glyphs, layout);
  const read = chooseReading({ layout, glyphs, lines: decodeLines(layout, strips, options.lines), plan });
  // A character like 口 is no box to tick.
  return withoutOtherScripts(
    withSigns(read, layout),
    strips,
    layout.lines.map((line) => line.isDoubtful === true),
  );
}
