import { AppError } from '../errors.js';
import type { PageLayout } from '../page/page-layout.js';
import { alphabet62, charsetMask, type Charset } from './alphabet.js';
import { decodeWord } from './decode-word.js';
import { joinBoxed } from './join-boxed.js';
import { implausibleNumbers } from './numbers/implausible-numbers.js';
import { textOfLines } from './page-of-lines.js';
import type { RecognisedLine, RecognisedPage } from './recognised-page.js';
import { estimateStyles } from './style-prior.js';
import { weighWords } from './weigh-words.js';
import { buildLattice } from './word-lattice.js';
import { styleTables } from './word-styles.js';

export interface DecodeOptions {
  /**
   * The classifier's classes in the order of its probabilities; must hold the 62 of `alphabet62`.
   */
  alphabet: string;
  /** Characters less probable than this get a "?"; 0 to 1. */
  uncertainBelow: number;
  charset?: Charset;
}

/**
 * Reads a page: the best chain of windows of every word, with alternatives and confidences.
 *
 * @param probabilities one row of `alphabet.length` class probabilities for every glyph of the
 * page, row by row.
 * @throws AppError `recognition.mismatch` when the probabilities do not fit the layout.
 */
export function decodeGlyphPage(
  layout: PageLayout,
  probabilities: Float32Array,
  options: DecodeOptions,
): RecognisedPage {
  const rows = rowsInOrder(probabilities, options.alphabet);
  const glyphs = rows.length / 62;
  const allowed = charsetMask(options.charset ?? 'all');
  if (layout.lines.some((l) => l.words.some((w) => w.windows.some(({ glyph }) => !(glyph! < glyphs)))))
    throw mismatch();
  const joined: PageLayout = { ...layout, lines: joinBoxed(layout.lines) };
  const words = weighWords(joined, rows, allowed).map((weighed) => ({
    weighed,
    lattices: styleTables.map((table) => buildLattice(weighed.input, table)),
  }));
  const styles = estimateStyles(
    words.map(({ weighed, lattices }) => ({ line: weighed.line, likelihoods: lattices.map((l) => l.total) })),
  );
  const lines: RecognisedLine[] = joined.lines.map(({ box, baseline }) => ({ box, baseline, words: [] }));
  for (const [i, { weighed, lattices }] of words.entries()) {
    const styled = styleTables.map((table, s) => ({ table, lattice: lattices[s], probability: styles[i][s] }));
    const word = decodeWord(weighed, styled, options.uncertainBelow);
    if (word) lines[weighed.line].words.push(word);
  }
  for (const { words: read } of lines) {
    const texts = read.map(({ text }) => text);
    const areFields = !texts.some((text) => /\p{L}{2}/u.test(text));
    const implausible = implausibleNumbers(texts, { areFields });
    for (const [i, word] of read.entries()) word.uncertain ||= implausible[i];
  }
  const confidences = lines.flatMap((l) => l.words.flatMap((w) => w.characters.map((c) => c.confidence)));
  return {
    lines,
    text: textOfLines(lines),
    confidence: confidences.length === 0 ? undefined : confidences.reduce((a, b) => a + b, 0) / confidences.length,
  };
}

function rowsInOrder(probabilities: Float32Array, alphabet: string): Float32Array {
  if (alphabet === alphabet62) {
    if (probabilities.length % 62 !== 0) throw mismatch();
    return probabilities;
  }
  const classes = alphabet.length;
  const from = Array.from(alphabet62, (character) => alphabet.indexOf(character));
  if (from.includes(-1) || probabilities.length % classes !== 0) throw mismatch();
  const rows = new Float32Array((probabilities.length / classes) * 62);
  for (let i = 0; i < rows.length; i++) rows[i] = probabilities[Math.floor(i / 62) * classes + from[i % 62]];
  return rows;
}

function mismatch(): AppError {
  return new AppError(
    'recognition.mismatch',
    'The stored layout, the glyphs and the reader do not match. Have the document read again.',
  );
}
