import type { Blob } from './blob.js';
import type { LineTrace } from './trace-lines.js';

/** The course of a line that looks for its ink. */
export interface LineCourse {
  trace: LineTrace;
  /**
   * Usual height of its pieces of writing, px: how far above and below its course ink may be its
   * own.
   */
  textHeightPx: number;
  /** So many of these heights may the middle of its ink lie above or below its course. */
  reach: number;
  /** How much a pixel beyond the course's ends counts, against one above or below it. */
  aside: number;
  /** How sure the line detector is of it, 0 to 1; left out without the detector. */
  certainty?: number;
}

/**
 * The ink of one line of writing and its course: `middleAt(x)` is the height of its small letters'
 * middle, in pixels of the cleaned page.
 */
export interface InkLine {
  blobs: Blob[];
  middleAt(x: number): number;
  /** Where a course was looked for; a line alone on its picture has none. */
  course?: LineCourse;
  /**
   * True where a stain is as likely as writing: it counts only where a reader finds letters in it.
   */
  isDoubtful?: boolean;
}
