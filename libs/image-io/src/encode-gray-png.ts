import type { GrayImage } from '@longhand/core';
import sharp from 'sharp';

/** A grey picture as PNG. */
export function encodeGrayPng(gray: GrayImage): Promise<Buffer> {
  const { width, height } = gray;
  return sharp(gray.data, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}
