import type { RawPixels } from './decoded-page.js';

/** If less than this share of an image is opaque, it is ink without its paper. */
const maxInkShare = 0.5;
/** An image of a written sheet has at least this share of dark pixels among its opaque ones. */
const minDarkShare = 0.005;
const middle = 128;
/** Number of pixels that are sampled. */
const maxSamples = 1_000_000;

/**
 * The background for an image with transparent parts: white, or black if all opaque pixels are
 * light, as for white ink that an app saved without its dark background.
 */
export function paperColour({ data, channels }: RawPixels): '#fff' | '#000' {
  if (channels !== 4) return '#fff';
  let opaque = 0;
  let dark = 0;
  let light = 0;
  const step = 4 * Math.max(1, Math.floor(data.length / 4 / maxSamples));
  let samples = 0;
  for (let i = 0; i < data.length; i += step) {
    samples += 1;
    if (data[i + 3] < middle) continue;
    opaque += 1;
    // Rec. 601, in 256ths.
    const grey = (77 * data[i] + 150 * data[i + 1] + 29 * data[i + 2]) >> 8;
    if (grey < middle) dark += 1;
    else light += 1;
  }
  const isLayer = opaque < maxInkShare * samples;
  return isLayer && light > 0 && dark < minDarkShare * opaque ? '#000' : '#fff';
}
