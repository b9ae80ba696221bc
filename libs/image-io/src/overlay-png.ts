import sharp from 'sharp';

/** A page image with an overlay of the same size, as PNG. */
export function overlayPng(jpeg: Uint8Array, svg: string): Promise<Buffer> {
  return sharp(jpeg)
    .composite([{ input: Buffer.from(svg) }])
    .png()
    .toBuffer();
}
