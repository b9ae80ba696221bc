import { type LineDetector, toLineMaps } from '@longhand/inference';
import { detectorInput, type GrayImage, lineCourses } from '@longhand/core';
import { startClock } from '../engines/start-clock.js';

/** Processor seconds for one frame, median of all, in the order of the work. */
export interface FrameCost {
  frames: number;
  /** Shrinking, evening out of the light, contrast. */
  resizeSeconds: number;
  networkSeconds: number;
  /** Scores to probabilities, and the courses of the lines along them. */
  linkSeconds: number;
  /** Median of the whole frames. */
  seconds: number;
  /** Mean number of lines in a frame. */
  lines: number;
}

/** Finds the lines in frames, each `rounds` times, after a few that only warm up. */
export async function measureFrames(
  detector: Pick<LineDetector, 'scores'>,
  frames: readonly GrayImage[],
  rounds: number,
): Promise<FrameCost> {
  const parts: [resize: number, network: number, link: number][] = [];
  let lines = 0;
  for (let round = 0; round <= rounds; round++) {
    for (const frame of frames) {
      let clock = startClock();
      const spent = (): number => {
        const seconds = clock();
        clock = startClock();
        return seconds;
      };
      const input = detectorInput(frame);
      const resize = spent();
      const scores = await detector.scores(input);
      const network = spent();
      const courses = lineCourses(toLineMaps(scores, input));
      const link = spent();
      if (round === 0) continue;
      parts.push([resize, network, link]);
      lines += courses.length;
    }
  }
  const median = (of: (part: readonly number[]) => number): number =>
    parts.map(of).toSorted((a, b) => a - b)[parts.length >> 1];
  return {
    frames: parts.length,
    resizeSeconds: median(([resize]) => resize),
    networkSeconds: median(([, network]) => network),
    linkSeconds: median(([, , link]) => link),
    seconds: median((part) => part.reduce((sum, value) => sum + value, 0)),
    lines: lines / parts.length,
  };
}

/** The part of a page of this size that holds most ink, as a camera held over it would see it. */
export function frameOf(page: GrayImage, width: number, height: number): GrayImage {
  const step = Math.max(1, height >> 3);
  let best = { top: 0, dark: -1 };
  for (let top = 0; top + height <= page.height; top += step) {
    let dark = 0;
    for (let y = top; y < top + height; y += 4)
      for (let x = 0; x < page.width; x += 4) if (page.data[y * page.width + x] < 128) dark += 1;
    if (dark > best.dark) best = { top, dark };
  }
  const data = new Uint8Array(width * height).fill(255);
  const left = Math.max(0, (page.width - width) >> 1);
  for (let y = 0; y < Math.min(height, page.height - best.top); y++) {
    const row = (best.top + y) * page.width + left;
    data.set(page.data.subarray(row, row + Math.min(width, page.width - left)), y * width);
  }
  return { width, height, data };
}
