import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AppError } from '@longhand/core';
import opentype, { type Font } from 'opentype.js';
import type { FontEntry } from './font-list.js';

/** A character's outline in em units, y downwards, origin on the baseline. */
export interface Outline {
  /** Closed polygons, x0, y0, x1, y1, ... */
  readonly polygons: readonly Float32Array[];
  readonly advance: number;
}

/** Straight pieces per curve: at 64 pixels a line no corner shows. */
const PIECES = 4;

/** One typeface, read once: outlines of single characters, and which of them it has. */
export class LineFont {
  private readonly outlines = new Map<string, Outline | undefined>();

  private constructor(
    readonly entry: FontEntry,
    private readonly font: Font,
  ) {}

  /**
   * Reads the latin woff of the entry's npm package; throws `training.font_missing` when it is not
   * installed.
   */
  static load(entry: FontEntry): LineFont {
    const name = `@fontsource/${entry.family}/files/${entry.family}-latin-400-normal.woff`;
    const bytes = readPackageFile(name);
    // A small file's Buffer is a window on a shared pool: hand over its own bytes alone.
    const own = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    return new LineFont(entry, opentype.parse(own));
  }

  /** True when every character but the blank has ink of its own in this font. */
  covers(text: string): boolean {
    for (const character of text) if (character !== ' ' && !this.outline(character)) return false;
    return true;
  }

  /** Undefined where the font has no such character, or an empty one for it. */
  outline(character: string): Outline | undefined {
    if (!this.outlines.has(character)) this.outlines.set(character, this.flatten(character));
    return this.outlines.get(character);
  }

  /** Extra space between two characters, em units; negative pulls them together. */
  kerning(left: string, right: string): number {
    const value = this.font.getKerningValue(this.font.charToGlyph(left), this.font.charToGlyph(right));
    return Number.isFinite(value) ? value / this.font.unitsPerEm : 0;
  }

  /** Advance of the blank, em units. */
  get blank(): number {
    return (this.font.charToGlyph(' ').advanceWidth || this.font.unitsPerEm / 4) / this.font.unitsPerEm;
  }

  private flatten(character: string): Outline | undefined {
    if (this.font.charToGlyphIndex(character) === 0) return undefined;
    const glyph = this.font.charToGlyph(character);
    const polygons: number[][] = [];
    let current: number[] = [];
    let [x, y] = [0, 0];
    for (const command of glyph.getPath(0, 0, 1).commands) {
      if (command.type === 'Z') continue;
      if (command.type === 'M') {
        current = [command.x, command.y];
        polygons.push(current);
      } else if (command.type === 'L') current.push(command.x, command.y);
      else
        for (let piece = 1; piece <= PIECES; piece++) {
          const t = piece / PIECES;
          const u = 1 - t;
          const [a, b] = [u * u, t * t];
          if (command.type === 'Q')
            current.push(
              a * x + 2 * u * t * command.x1 + b * command.x,
              a * y + 2 * u * t * command.y1 + b * command.y,
            );
          else
            current.push(
              a * u * x + 3 * a * t * command.x1 + 3 * u * b * command.x2 + b * t * command.x,
              a * u * y + 3 * a * t * command.y1 + 3 * u * b * command.y2 + b * t * command.y,
            );
        }
      [x, y] = [command.x, command.y];
    }
    if (!polygons.length) return undefined;
    return {
      polygons: polygons.map((points) => Float32Array.from(points)),
      advance: (glyph.advanceWidth ?? 0) / this.font.unitsPerEm,
    };
  }
}

function readPackageFile(name: string): Buffer {
  try {
    return readFileSync(fileURLToPath(import.meta.resolve(name)));
  } catch (cause) {
    const message = 'The fonts are not installed. Run npm install without leaving out the development dependencies.';
    throw new AppError('training.font_missing', message, { cause });
  }
}
