import { AppError } from '@longhand/core';
import { FONT_LIST } from './fonts/font-list.js';
import { LineFont } from './fonts/line-font.js';
import { drawInk } from './ink/draw-ink.js';
import { drawHand } from './ink/place-text.js';
import { resize } from './paper/grey-filters.js';
import { layOnPaper } from './paper/lay-on-paper.js';
import { DEFAULT_MIXTURE, drawKind, lineText, type TextMixture } from './text/line-text.js';
import { chance, pick } from './text/pick.js';
import type { Lexicons } from './text/read-lexicons.js';
import { Random } from '../basics/random.js';

/**
 * A picture of one line: grey, 0 black to 255 white, row by row, and the text that stands in it.
 */
export interface RenderedLine {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  readonly text: string;
  /** Family of the font. */
  readonly font: string;
}

export interface RenderOptions {
  readonly lexicons: Lexicons;
  /** All fonts of FONT_LIST when left out; read once, several renderers may share them. */
  readonly fonts?: readonly LineFont[];
  readonly mixture?: TextMixture;
  /** Height of every line, pixels (40). */
  readonly height?: number;
  /** No line is wider, pixels (900). */
  readonly widest?: number;
  /** Characters of the longest text (64). */
  readonly longest?: number;
  /** Share of lines in print and typewriter fonts (0.12). */
  readonly printed?: number;
  /**
   * Number of the first line (0): `start` lines of the same seed are skipped without being drawn.
   */
  readonly start?: number;
}

/** A line of this text that fits is looked for at most this often. */
const ATTEMPTS = 50;

export const loadFonts = (): LineFont[] => FONT_LIST.map((entry) => LineFont.load(entry));

/**
 * Lines without end. Line n depends on the seed and n alone, so a run can be shared out among
 * processes or go on later.
 */
export function* renderLines(seed: number, options: RenderOptions): Generator<RenderedLine, never> {
  const fonts = options.fonts ?? loadFonts();
  for (let index = options.start ?? 0; ; index++) yield renderLine(Random.from(seed, index), fonts, options);
}

function renderLine(random: Random, fonts: readonly LineFont[], options: RenderOptions): RenderedLine {
  const { lexicons, mixture = DEFAULT_MIXTURE, height = 40, widest = 900, longest = 64, printed = 0.12 } = options;
  const isPrinted = chance(printed, random);
  const wanted = fonts.filter(isPrinted ? isPrint : isHand);
  const pool = wanted.length ? wanted : fonts;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const written = lineText(drawKind(mixture, random), lexicons, longest, random);
    // Letterheads and the captions of forms.
    const text = isPrinted && chance(0.1, random) ? written.toUpperCase() : written;
    const font = pick(pool, random);
    if (!text || !font.covers(text)) continue;
    const line = renderText(text, font, random, { height, widest });
    if (line) return line;
  }
  throw new AppError(
    'training.no_line_fits',
    'No text fits the fonts and the widest line. Allow wider lines or more fonts.',
  );
}

/**
 * One text in one font, drawn by `random`; undefined where it would be wider than `widest`. The
 * font has all of its characters (`LineFont.covers`).
 */
export function renderText(
  text: string,
  font: LineFont,
  random: Random,
  { height = 40, widest = 900 }: Pick<RenderOptions, 'height' | 'widest'> = {},
): RenderedLine | undefined {
  const drawn = Math.round(height * random.between(1.15, 1.9));
  const ink = drawInk(text, drawHand(font, random), { height: drawn, widest: (widest * drawn) / height }, random);
  if (!ink) return undefined;
  const paper = layOnPaper(ink, font.entry.kind, random);
  const width = Math.max(16, Math.min(widest, Math.round((ink.ink.width * height) / drawn)));
  const { data } = resize(paper, width, height);
  return { width, height, data: Uint8Array.from(data, toByte), text, font: font.entry.family };
}

const isHand = (font: LineFont) => font.entry.kind === 'hand';
const isPrint = (font: LineFont) => !isHand(font);
const toByte = (value: number) => Math.max(0, Math.min(255, Math.round(value)));
