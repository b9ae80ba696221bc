import { type GrayImage, glyphBytes, normaliseGlyph } from '@longhand/core';
import { decodePage } from '@longhand/image-io';

const LIMITS = { maxPixels: 25_000_000, maxPages: 1, timeoutMs: 20_000 };

/**
 * A picture of one character, dark on light or light on dark, as a glyph: 28 x 28 bytes, 0 paper,
 * 255 ink. Errors: see `decodePage`.
 */
export async function decodeGlyphImage(path: string): Promise<Uint8Array> {
  const { gray } = await decodePage(path, 1, LIMITS);
  const glyph = new Uint8Array(glyphBytes);
  normaliseGlyph(distanceFromPaper(gray), glyph);
  return glyph;
}

/**
 * How far each pixel is from the paper, stretched to 0..255. The paper is what most of the border
 * shows.
 */
export function distanceFromPaper({ width, height, data }: GrayImage): GrayImage {
  const border: number[] = [];
  for (let x = 0; x < width; x++) border.push(data[x], data[(height - 1) * width + x]);
  for (let y = 0; y < height; y++) border.push(data[y * width], data[(y + 1) * width - 1]);
  const paper = border.sort((a, b) => a - b)[border.length >> 1];
  const distance = data.map((level) => Math.abs(level - paper));
  const most = distance.reduce((a, b) => Math.max(a, b), 1);
  return { width, height, data: distance.map((value) => Math.round((value * 255) / most)) };
}
