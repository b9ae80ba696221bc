import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Box, type GrayImage, unionOfBoxes } from '@longhand/core';
import opentype from 'opentype.js';
import sharp from 'sharp';

/** What to draw: the truth about it follows from the font's outlines alone. */
export interface GoldenText {
  /** Family of the font, as its package is named. */
  font: string;
  /** Words of each line, from top to bottom. */
  lines: readonly string[];
  width: number;
  height: number;
  /** Pixels of an em, and from one baseline to the next. */
  sizePx: number;
  pitchPx: number;
  left: number;
  firstBaseline: number;
  /** Grey of rules below the lines; none when left out. */
  ruleLevel?: number;
}

export interface GoldenCharacter {
  character: string;
  box: Box;
}

export interface GoldenWord {
  box: Box;
  characters: GoldenCharacter[];
}

export interface GoldenLine {
  box: Box;
  baselineY: number;
  words: GoldenWord[];
}

/**
 * Characters stand this much further apart than the font says, in em: they must not touch, or their
 * boxes could not be told.
 */
const letterSpacing = 0.1;
const wordSpacing = 0.55;

/** A page with exactly known boxes, in pixels. */
export async function drawGoldenPage(text: GoldenText): Promise<{ gray: GrayImage; lines: GoldenLine[] }> {
  const { width, height, sizePx, pitchPx, left, firstBaseline, ruleLevel } = text;
  const font = loadFont(text.font);
  const paths: string[] = [];
  const lines = text.lines.map((line, index): GoldenLine => {
    const baselineY = firstBaseline + index * pitchPx;
    let x = left;
    const words = line.split(' ').map((word): GoldenWord => {
      const characters = [...word].map((character): GoldenCharacter => {
        const path = font.getPath(character, x, baselineY, sizePx);
        paths.push(path.toPathData(3));
        x += ((font.charToGlyph(character).advanceWidth ?? 0) / font.unitsPerEm + letterSpacing) * sizePx;
        const { x1, y1, x2, y2 } = path.getBoundingBox();
        return { character, box: { x: x1, y: y1, width: x2 - x1, height: y2 - y1 } };
      });
      x += wordSpacing * sizePx;
      return { box: unionOfBoxes(characters.map(({ box }) => box)), characters };
    });
    return { box: unionOfBoxes(words.map(({ box }) => box)), baselineY, words };
  });
  const rules = ruleLevel === undefined ? [] : lines.map(({ baselineY }) => ruleBelow(baselineY, ruleLevel, width));
  const size = `width="${width}" height="${height}"`;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" ${size}><rect ${size} fill="#f4f4f4"/>${rules.join('')}` +
    `<path d="${paths.join('')}" fill="#181818"/></svg>`;
  const data = await sharp(Buffer.from(svg)).greyscale().raw().toBuffer();
  return { gray: { width, height, data }, lines };
}

function ruleBelow(baselineY: number, level: number, width: number): string {
  const place = `x="60" y="${baselineY + 14}" width="${width - 120}" height="2"`;
  return `<rect ${place} fill="rgb(${level},${level},${level})"/>`;
}

function loadFont(family: string): opentype.Font {
  const file = fileURLToPath(import.meta.resolve(`@fontsource/${family}/files/${family}-latin-400-normal.woff`));
  const bytes = readFileSync(file);
  return opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
