import type { GrayImage, PageWarning, QuarterTurn } from '@longhand/core';

/** One page, decoded. */
export interface DecodedPage {
  /** What the segmentation reads. */
  gray: GrayImage;
  /**
   * The page as people see it: upright, on one paper, without the original's metadata. Same size as
   * `gray`; all boxes count its pixels.
   */
  jpeg: Buffer;
  widthPx: number;
  heightPx: number;
  /** What a person should know of the file. */
  warnings: PageWarning[];
}

/** Clockwise turn of a page on top of what its file says of its orientation. */
export type RotationDegrees = 0 | QuarterTurn;

/** Pixels as a decoder gives them, row by row. */
export interface RawPixels {
  data: Uint8Array;
  width: number;
  height: number;
  channels: 1 | 3 | 4;
}
