import { findSheet, type GrayImage, inkGray, turnGray } from '@longhand/core';
import sharp, { type Sharp } from 'sharp';
import type { DecodedPage, RawPixels, RotationDegrees } from './decoded-page.js';
import { paperColour } from './paper-colour.js';

const jpegQuality = 85;

/**
 * The page from the pixels of any decoder, rotated clockwise, on a uniform background. `kept` is a
 * JPEG that shows these pixels already.
 */
export async function pageOfPixels(raw: RawPixels, rotation: RotationDegrees, kept?: Buffer): Promise<DecodedPage> {
  const { data, channels } = raw;
  const [width, height] = rotation % 180 === 0 ? [raw.width, raw.height] : [raw.height, raw.width];
  const background = paperColour(raw);
  const picture = (): Sharp => {
    const opened = sharp(data, { raw: { width: raw.width, height: raw.height, channels }, limitInputPixels: false });
    const turned = rotation === 0 ? opened : opened.rotate(rotation);
    return channels === 4 ? turned.flatten({ background }) : turned;
  };
  const jpeg = kept ?? (await picture().jpeg({ quality: jpegQuality }).toBuffer());
  return { gray: await grayOf(raw, rotation, picture), jpeg, widthPx: width, heightPx: height, warnings: [] };
}

/** Plain grey, or, if that hides coloured ink on the paper of a flat page, a grey that shows it. */
async function grayOf(raw: RawPixels, rotation: RotationDegrees, picture: () => Sharp): Promise<GrayImage> {
  const { width, height, channels, data } = raw;
  if (channels === 1 && rotation === 0) return { width, height, data };
  const { data: plain, info } = await picture().greyscale().raw().toBuffer({ resolveWithObject: true });
  const gray = { width: info.width, height: info.height, data: plain };
  const ink = channels === 1 ? undefined : inkGray({ width, height, channels, data });
  if (!ink || findSheet(gray)) return gray;
  return rotation === 0 ? ink : turnGray(ink, rotation);
}
