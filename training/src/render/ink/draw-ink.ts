import type { Plane } from '../paper/grey-filters.js';
import { CoverageCanvas } from './coverage.js';
import { type DrawnHand, type PlacedText, placeText } from './place-text.js';
import type { Random } from '../../basics/random.js';

/** Upper and lower ends of what a line of text takes, em; y downwards. */
interface Extent {
  readonly top: number;
  readonly bottom: number;
}

/** The strip that was cut out around a text, and the ink in it. */
export interface InkStrip {
  readonly ink: Plane;
  /** Row of the baseline at the left end, pixels from the top. */
  readonly baseline: number;
  readonly pixelsPerEm: number;
}

/**
 * Room above and below: some lines are cut tight, others as tall as the script's longest letters.
 */
function cropOf(placed: PlacedText, hand: DrawnHand, random: Random): Extent {
  const tall = placeText('bdlhfgpqyj', { ...hand, jitter: { size: 0, turn: 0, lift: 0, space: 0 } }, random);
  const share = random.uniform() < 0.5 ? random.uniform() * 0.4 : random.between(0.6, 1);
  const top = placed.top + share * Math.min(0, tall.top - placed.top);
  const bottom = placed.bottom + share * Math.max(0, tall.bottom - placed.bottom);
  const height = bottom - top;
  return { top: top - height * random.between(0.02, 0.22), bottom: bottom + height * random.between(0.02, 0.22) };
}

/**
 * A text as ink (0..1) on a strip of `height` pixels; with some probability pieces of the lines
 * above and below reach into it. Undefined when the strip would be wider than `widest`.
 */
export function drawInk(
  text: string,
  hand: DrawnHand,
  { height, widest }: { height: number; widest: number },
  random: Random,
): InkStrip | undefined {
  const placed = placeText(text, hand, random);
  const crop = cropOf(placed, hand, random);
  const pixelsPerEm = height / (crop.bottom - crop.top);
  const [before, behind] = [0, 0].map(() => height * random.between(0.04, 0.5) ** 1.5 + 1);
  const width = Math.ceil((placed.right - placed.left) * pixelsPerEm + before + behind);
  if (width > widest) return undefined;
  const canvas = new CoverageCanvas(width, height);
  const add = (what: PlacedText, down: number, right: number) => {
    for (const [index, polygon] of what.polygons.entries()) {
      const points = new Float32Array(polygon.length);
      for (let i = 0; i < points.length; i += 2) {
        points[i] = (polygon[i] - placed.left + right) * pixelsPerEm + before;
        points[i + 1] = (polygon[i + 1] - crop.top + down) * pixelsPerEm;
      }
      canvas.addPolygon(points, what.strengths[index]);
    }
  };
  add(placed, 0, 0);
  if (random.uniform() < 0.35) {
    const spacing = (placed.bottom - placed.top) * random.between(0.85, 1.15);
    // A neighbour's own words, so that the fragments are no copy of this line.
    const words = text.split(' ');
    for (const side of random.uniform() < 0.4 ? [-1, 1] : [random.uniform() < 0.5 ? -1 : 1]) {
      const other = words.toSorted(() => random.uniform() - 0.5).join(' ');
      const neighbour = placeText(other, hand, random);
      // Only a fringe: never more than the outer sixth of the strip.
      const fringe = ((crop.bottom - crop.top) / 6) * random.uniform();
      const closest = side < 0 ? crop.top + fringe - neighbour.bottom : crop.bottom - fringe - neighbour.top;
      add(neighbour, side < 0 ? Math.min(-spacing, closest) : Math.max(spacing, closest), random.between(-1, 1));
    }
  }
  return { ink: { width, height, data: canvas.coverage() }, baseline: -crop.top * pixelsPerEm, pixelsPerEm };
}
