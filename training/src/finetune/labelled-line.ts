import type { GrayImage } from '@longhand/core';

/** A picture of one line and what a person says that it says. */
export interface LabelledLine {
  /** Grey, 0 = black, of any height. */
  readonly strip: GrayImage;
  /** As it was written down; not folded to any alphabet yet. */
  readonly text: string;
  /**
   * The page that the line comes from, where that is known: pages are never split between learning
   * and judging.
   */
  readonly page?: string | undefined;
}
