import type { Blob } from './blob.js';

/** The ink of one line of writing and its course: `middleAt(x)` is the height of its small letters' middle, in pixels of the cleaned page. */
export interface InkLine {
  blobs: Blob[];
  middleAt(x: number): number;
}
