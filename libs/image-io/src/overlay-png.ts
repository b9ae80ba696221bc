import sharp from 'sharp';

/** A page picture with a drawing of the same size laid over it, as PNG. */
export function overlayPng(jpeg: Uint8Array, svg: string): Promise<Buffer> {
  return sharp(jpeg)
    .composite([{ input: Buffer.from(svg) }])
    .png()
    .toBuffer();
}
