import type { CleanPage } from '../../imaging/clean-page.js';
import { textHeightOf } from '../../imaging/text-height.js';
import { connectedComponents } from '../../imaging/connected-components.js';
import { unionOfBoxes } from '../../page/box.js';
import { type Blob, blobOf } from '../blob.js';
import { drawStrip, type LineStrip } from '../draw-strip.js';
import type { InkLine } from '../ink-line.js';
import { isRest } from './snippet-lines.js';
import { segmentationSettings } from '../segmentation-settings.js';

const { snippet } = segmentationSettings;

/**
 * The strip of the only line of an image: the whole image around its ink, because only the remains
 * of neighbours at the edges are there besides. Ink that was classified as a rule or a speck stays
 * visible, because the reader judges it better.
 */
export function snippetStrip({ blobs, middleAt }: InkLine, index: number, clean: CleanPage): LineStrip {
  const textHeightPx = textHeightOf(blobs, clean.strokeWidthPx);
  const set = connectedComponents(clean.ink);
  const all = set.components.map((c) => blobOf(set, c));
  const others = all.filter((blob) => isRest(blob, clean.ink, textHeightPx));
  const pad = snippet.margin * textHeightPx;
  const box = unionOfBoxes(blobs);
  const x = Math.max(0, Math.round(box.x - pad));
  const width = Math.min(clean.gray.width, Math.round(box.x + box.width + pad)) - x;
  const around: Blob = { ...box, x, width, runs: new Int32Array(0), area: 0 };
  const fromCourse = blobs.map((b) => {
    const middle = middleAt(b.x + b.width / 2);
    return { above: middle - b.y, below: b.y + b.height - middle };
  });
  const middle = middleAt(box.x + box.width / 2);
  const above = Math.min(middle, Math.max(...fromCourse.map((b) => b.above)) + pad);
  const below = Math.min(clean.gray.height - middle, Math.max(...fromCourse.map((b) => b.below)) + pad);
  return drawStrip(
    { index, blobs: [around], baselineAt: middleAt, above, below, others, minSamples: snippet.minSamples },
    clean,
  );
}
