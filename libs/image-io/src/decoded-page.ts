import type { GrayImage, PageWarning, QuarterTurn } from '@longhand/core';

/** One page, decoded. */
export interface DecodedPage {
  /** What the segmentation reads. */
  gray: GrayImage;
  /**
   * The page as shown to people: upright, on a uniform background, without the metadata of the
   * original. Same size as `gray`; all boxes are in its pixels.
   */
  jpeg: Buffer;
  widthPx: number;
  heightPx: number;
  /** Warnings about the file for the person. */
  warnings: PageWarning[];
}

/** Clockwise rotation of a page, in addition to the orientation in its file. */
export type RotationDegrees = 0 | QuarterTurn;

/** Pixels as a decoder gives them, row by row. */
export interface RawPixels {
  data: Uint8Array;
  width: number;
  height: number;
  channels: 1 | 3 | 4;
}
