import type { GrayImage } from '@longhand/core';
import { encodeGrayPng } from '@longhand/image-io';

export interface ReadLine {
  readonly strip: GrayImage;
  readonly truth: string;
  readonly read: string;
  readonly characters: number;
  readonly edits: number;
}

const [WIDTH, PICTURE, ROW] = [1000, 44, 96];

/**
 * The lines with the most errors per character, worst first; lines of less than five characters
 * tell little and are left out.
 */
export function worstLines<Line extends ReadLine>(lines: readonly Line[], count = 20): Line[] {
  const share = ({ edits, characters }: ReadLine) => edits / characters;
  return lines
    .filter(({ characters }) => characters >= 5)
    .sort((a, b) => share(b) - share(a))
    .slice(0, count);
}

/** A page of lines as SVG: each with its picture, what it says and what was read. */
export async function drawLines(lines: readonly ReadLine[], title: string): Promise<string> {
  const rows = await Promise.all(
    lines.map(async ({ strip, truth, read, edits, characters }, i) => {
      const png = (await encodeGrayPng(shrink(strip))).toString('base64');
      const y = 40 + i * ROW;
      const width = Math.min(WIDTH - 20, Math.round((strip.width * PICTURE) / strip.height));
      return [
        `<image x="10" y="${y}" width="${width}" height="${PICTURE}" preserveAspectRatio="xMinYMid meet" ` +
          `href="data:image/png;base64,${png}"/>`,
        `<text x="10" y="${y + PICTURE + 18}">${escapeXml(truth)}</text>`,
        `<text x="10" y="${y + PICTURE + 36}" fill="#b00020">${escapeXml(read || '(nothing)')} ` +
          `(${edits}/${characters})</text>`,
      ].join('\n');
    }),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${50 + lines.length * ROW}" ` +
      'font-family="sans-serif" font-size="14">',
    `<title>${escapeXml(title)}</title>`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    `<text x="10" y="24" font-weight="bold">${escapeXml(title)}</text>`,
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}

/** Half as large until it is less than 80 high: a page of twenty lines should stay small. */
function shrink(image: GrayImage): GrayImage {
  if (image.height < 80) return image;
  const [width, height] = [image.width >> 1, image.height >> 1];
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = 2 * y * image.width + 2 * x;
      const { data: from } = image;
      data[y * width + x] = (from[at] + from[at + 1] + from[at + image.width] + from[at + image.width + 1]) >> 2;
    }
  return shrink({ width, height, data });
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
