import type { GrayImage } from '../imaging/gray-image.js';
import type { InkLine } from './ink-line.js';
import { darknessOf, densityOf, letterCount } from './ink-evidence.js';
import type { LineMeasure } from './measure-line.js';
import { weightedMedian } from '../weighted-median.js';
import { segmentationSettings } from './segmentation-settings.js';

const { stain } = segmentationSettings;

interface MeasuredLine {
  line: InkLine;
  measure: LineMeasure;
}

/**
 * Removes lines whose ink cannot be writing: rows of specks, folds, the edges of punch holes,
 * show-through. One or two marks, or a few faint ones, are marked doubtful: they count only if a
 * reader finds letters in them.
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
    const isFaint = darkness < stain.faint * usual;
    if (density < (isFaint ? stain.minFaintDensity : stain.minDensity)) return [];
    const isDoubtful =
      letterCount(line.blobs) <= stain.maxMarks && (isFaint || !((line.course?.certainty ?? 0) >= stain.sureCertainty));
    return [{ line: isDoubtful ? { ...line, isDoubtful } : line, measure }];
  });
}
