import sharp from 'sharp';

/** A colour picture, three bytes a pixel, row by row, as JPEG of the quality that phones use. */
export function encodeColourJpeg(picture: { width: number; height: number; data: Uint8Array }): Promise<Buffer> {
  const { width, height, data } = picture;
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 88 })
    .toBuffer();
}
