import type { StripScores } from '@longhand/core';
import { FRAME_WIDTH, LINE_HEIGHT } from './line-network.js';
import type { LineImage } from './prepare-line.js';

export interface PlacedLineNetwork {
  /** The scores of each line, in the given order. */
  scores(lines: readonly LineImage[]): Promise<StripScores[]>;
  dispose(): void;
}

/**
 * Lines are padded to a multiple of this width, and go together in numbers of these: fixed shapes
 * keep the backend's buffers from growing.
 */
const WIDTH_STEP = 64;
const BATCHES = [8, 4, 2, 1] as const;

/**
 * Runs lines through a network in batches of one width each. `run` takes `count` pictures of 40 x
 * `width` pixels (0 = paper, 1 = ink) and gives the logits [count, width / 4, classes].
 */
export async function runLineNetwork(
  lines: readonly LineImage[],
  classes: number,
  run: (pixels: Float32Array, count: number, width: number) => Promise<Float32Array>,
): Promise<StripScores[]> {
  const out = Array.from<StripScores>({ length: lines.length });
  for (const { width, members } of batchesOf(lines)) {
    const pixels = new Float32Array(members.length * LINE_HEIGHT * width);
    for (const [n, i] of members.entries()) layLine(lines[i], pixels.subarray(n * LINE_HEIGHT * width), width);
    const logits = await run(pixels, members.length, width);
    const perLine = logits.length / members.length;
    for (const [n, i] of members.entries())
      out[i] = scoresOf(logits.subarray(n * perLine, (n + 1) * perLine), lines[i].width, classes);
  }
  return out;
}

function layLine(line: LineImage, pixels: Float32Array, width: number): void {
  for (let y = 0; y < LINE_HEIGHT; y++)
    for (let x = 0; x < line.width; x++) pixels[y * width + x] = line.data[y * line.width + x] / 255;
}

/**
 * The line's own frames, and one more where there is one: the last character may show after its
 * ink.
 */
function scoresOf(logits: Float32Array, width: number, classes: number): StripScores {
  const frames = Math.min(logits.length / classes, Math.ceil(width / FRAME_WIDTH) + 1);
  return { logits: logits.slice(0, frames * classes), frames, classes, widthFrames: width / FRAME_WIDTH };
}

function* batchesOf(lines: readonly LineImage[]): Generator<{ width: number; members: number[] }> {
  const byWidth = new Map<number, number[]>();
  for (const [i, line] of lines.entries()) {
    const width = Math.max(1, Math.ceil(line.width / WIDTH_STEP)) * WIDTH_STEP;
    const known = byWidth.get(width);
    if (known) known.push(i);
    else byWidth.set(width, [i]);
  }
  for (const [width, members] of byWidth)
    for (let from = 0; from < members.length; ) {
      const size = BATCHES.find((batch) => from + batch <= members.length)!;
      yield { width, members: members.slice(from, from + size) };
      from += size;
    }
}
