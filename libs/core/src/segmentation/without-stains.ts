import type { GrayImage } from '../imaging/gray-image.js';
import type { InkLine } from './ink-line.js';
import { darknessOf, densityOf, letterCount } from './ink-evidence.js';
import type { LineMeasure } from './measure-line.js';
import { weightedMedian } from '../weighted-median.js';

/**
 * Ink this thin along a line is dust, a fold, or what shines through: the thinnest lines of writing
 * have nearly twice as much.
 */
const minDensity = 0.09;
/** Ink so much lighter than the page's own is faint; then it has to look more like writing. */
const faint = 0.67;
const minFaintDensity = 0.12;
/** One or two marks may be a stain; with this certainty of the detector's they are none. */
const maxMarks = 2;
const sure = 0.75;

interface MeasuredLine {
  line: InkLine;
  measure: LineMeasure;
}

/**
 * Leaves out lines whose ink cannot be writing: rows of specks, folds, the edges of punch holes,
 * what shines through from the back. One or two marks, or few faint ones, are marked doubtful: they
 * count where a reader finds letters in them.
 */
export function withoutStains(lines: readonly MeasuredLine[], gray: GrayImage): MeasuredLine[] {
  const judged = lines.map((one) => ({
    ...one,
    darkness: darknessOf(one.line.blobs, gray),
    density: densityOf(one.line.blobs, one.measure.xHeightPx),
    ink: one.line.blobs.reduce((sum, { area }) => sum + area, 0),
  }));
  // half of the page's ink lies in lines darker than this
  const usual = weightedMedian(judged.map(({ darkness, ink }) => ({ value: darkness, weight: ink })));
  return judged.flatMap(({ line, measure, darkness, density }) => {
    const isFaint = darkness < faint * usual;
    if (density < (isFaint ? minFaintDensity : minDensity)) return [];
    const isDoubtful = letterCount(line.blobs) <= maxMarks && (isFaint || !((line.course?.certainty ?? 0) >= sure));
    return [{ line: isDoubtful ? { ...line, isDoubtful } : line, measure }];
  });
}
