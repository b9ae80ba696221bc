import type { LayoutLine, LayoutWord, PageLayout, ReaderChoice } from '../page/page-layout.js';
import { joinBoxed } from './join-boxed.js';
import { pageOfLines } from './page-of-lines.js';
import type { RecognisedLine, RecognisedPage } from './recognised-page.js';
import { readingSettings } from './reading-settings.js';

const { routing } = readingSettings;

/**
 * For each line of a page which reader it is for, from its layout alone, so that no line has to be
 * read twice without need. What was settled before stands.
 */
export function planReading(layout: PageLayout): ReaderChoice[] {
  if (layout.lines.every(({ reader }) => reader)) return layout.lines.map(({ reader }) => reader!);
  const joined = joinBoxed(layout.lines);
  return layout.lines.map((line, i) => line.reader ?? readerOf(line, joined[i]));
}

function readerOf({ words, isDoubtful }: LayoutLine, joined: LayoutLine): ReaderChoice {
  if (isDoubtful) return 'either';
  const pieces = sumOf(words, (word) => word.pieceCount);
  if (pieces <= routing.fewPieces) return 'glyphs';
  // A word that joinBoxed left as it was is in `words` too; the ones that it made are not.
  const boxedPieces = pieces - sumOf(joined.words, (word) => (words.includes(word) ? word.pieceCount : 0));
  const signs = sumOf(words, (word) => (word.pieceCount === 1 ? 1 : 0));
  const apart = Math.max(boxedPieces, signs) / pieces;
  if (apart >= routing.mostlyBoxed) return 'glyphs';
  const isRunning =
    apart <= routing.hardlyBoxed &&
    pieces / words.length >= routing.joinedPieces &&
    partedShare(words) < routing.mostlyParted;
  return isRunning ? 'line' : 'either';
}

/**
 * Of all pairs of neighbouring pieces within words, the share that does not touch: a cut through
 * joined letters leaves no paper between.
 */
function partedShare(words: readonly LayoutWord[]): number {
  let [pairs, separated] = [0, 0];
  for (const { windows } of words) {
    const pieces = windows.filter((w) => w.to === w.from + 1).toSorted((a, b) => a.from - b.from);
    for (let i = 1; i < pieces.length; i++) {
      pairs += 1;
      if (pieces[i].box.x > pieces[i - 1].box.x + pieces[i - 1].box.width) separated += 1;
    }
  }
  return pairs === 0 ? 0 : separated / pairs;
}

const sumOf = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);

export interface Readings {
  layout: PageLayout;
  /** The page as the glyph reader read it (`decodePage`), lines in the layout's order. */
  glyphs: RecognisedPage;
  /**
   * The page as the line reader read it (`decodeLines`); lines that it did not read have no words.
   */
  lines: RecognisedPage;
  /** One for each line, as `planReading` gives it. */
  plan: readonly ReaderChoice[];
}

/**
 * Takes each line from the reader that it is for. Where either may be right, the one with the
 * higher mean character confidence; where the wanted one read nothing, the other, but for a
 * doubtful line in which the line reader finds nothing. A number that the two read with other
 * digits is uncertain.
 */
export function chooseReading({ layout, glyphs, lines, plan }: Readings): RecognisedPage {
  return pageOfLines(
    plan.map((reader, i) => {
      const [byGlyphs, byLine] = [glyphs.lines[i], lines.lines[i]];
      // The glyph reader finds a letter in any stain; the line reader knows paper.
      if (byLine.words.length === 0) return layout.lines[i].isDoubtful ? byLine : byGlyphs;
      if (byGlyphs.words.length === 0) return byLine;
      if (reader !== 'either') return reader === 'line' ? byLine : byGlyphs;
      const [chosen, other] =
        meanConfidence(byLine) >= meanConfidence(byGlyphs) ? [byLine, byGlyphs] : [byGlyphs, byLine];
      return doubtNumbers(chosen, other);
    }),
  );
}

const digitsOf = (text: string): string => text.replace(/[^\p{Nd}]/gu, '');

/** Numbers in whose digits the readers differ are uncertain. */
function doubtNumbers(chosen: RecognisedLine, other: RecognisedLine): RecognisedLine {
  const read = new Set(other.words.map(({ text }) => digitsOf(text)));
  const words = chosen.words.map((word) => {
    const digits = digitsOf(word.text);
    return digits === '' || read.has(digits) ? word : { ...word, uncertain: true };
  });
  return { ...chosen, words };
}

function meanConfidence({ words }: RecognisedLine): number {
  const all = words.flatMap((word) => word.characters.map((c) => c.confidence));
  return all.reduce((a, b) => a + b, 0) / Math.max(1, all.length);
}
