import type { GlyphWindow, LayoutLine, LayoutWord, PageLayout } from '../page/page-layout.js';
import { alphabet62 } from './alphabet.js';

/**
 * What the network says of one glyph, for instance `{ O: 0.6, 0: 0.35 }`; the rest is spread
 * evenly.
 */
export type Guess = Readonly<Record<string, number>>;

export interface MadeUpGlyph {
  guess: Guess;
  heightInX?: number;
  bottomInX?: number;
  widthInX?: number;
}

/** A character that the network is sure of, with the size of its kind. */
export function sure(character: string): MadeUpGlyph {
  const isLow = 'acemnorsuvwxz'.includes(character);
  const isTail = 'gpqy'.includes(character);
  return { guess: { [character]: 0.97 }, heightInX: isLow ? 1 : 1.7, bottomInX: isTail ? -0.65 : 0 };
}

export const spell = (text: string): MadeUpGlyph[] => Array.from(text, sure);

const xHeightPx = 20;
const pitchPx = 24;

/**
 * A page of lines of words of glyphs, each glyph a piece of its own, with small gaps in words and
 * wide ones between words.
 */
export class MadeUpPage {
  readonly layout: PageLayout;
  readonly probabilities: Float32Array;
  readonly #rows: number[] = [];

  constructor(lines: MadeUpGlyph[][][]) {
    const made = lines.map((words, i) => this.#line(words, 100 + i * 60));
    this.layout = {
      version: 1,
      widthPx: 2000,
      heightPx: 3000,
      skewDegrees: 0,
      isInverted: false,
      toOriginal: [1, 0, 0, 1, 0, 0],
      lines: made,
    };
    this.probabilities = Float32Array.from(this.#rows);
  }

  #line(words: MadeUpGlyph[][], baseline: number): LayoutLine {
    let x = 50;
    const made = words.map((glyphs): LayoutWord => {
      const windows = glyphs.map((glyph, i): GlyphWindow => {
        const { heightInX = 1.7, bottomInX = 0, widthInX = 0.9 } = glyph;
        const height = heightInX * xHeightPx;
        const y = baseline - bottomInX * xHeightPx - height;
        const box = { x: x + i * pitchPx, y, width: widthInX * xHeightPx, height };
        return { glyph: this.#add(glyph.guess), from: i, to: i + 1, box, heightInX, bottomInX };
      });
      const box = { x, y: baseline - 34, width: glyphs.length * pitchPx, height: 34 };
      x += box.width + 30;
      return { box, pieceCount: glyphs.length, windows };
    });
    const box = { x: 50, y: baseline - 40, width: x, height: 50 };
    const ends: LayoutLine['baseline'] = [
      { x: 50, y: baseline },
      { x, y: baseline },
    ];
    return { box, baseline: ends, xHeightPx, words: made };
  }

  /** Adds a glyph's row of probabilities and gives its number. */
  #add(guess: Guess): number {
    const known = Object.values(guess).reduce((a, b) => a + b, 0);
    const rest = (1 - known) / (62 - Object.keys(guess).length);
    this.#rows.push(...Array.from(alphabet62, (character) => guess[character] ?? rest));
    return this.#rows.length / 62 - 1;
  }
}
