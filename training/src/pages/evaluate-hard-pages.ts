import type { PageReader } from '@longhand/inference';
import { evaluateOrientation, type OrientationFigures } from './evaluate-orientation.js';
import { evaluatePhotos, type PhotoFigures } from './evaluate-photos.js';
import type { TruePage } from './read-page-set.js';

export interface HardPageFigures {
  /** Undefined without a line reader, which alone can tell which way up a page reads. */
  orientation?: OrientationFigures;
  photos: PhotoFigures;
}

/**
 * Pages as people send them: turned, skewed and photographed. Made of flat scans by seeded rules,
 * so that every run measures the same.
 */
export async function evaluateHardPages(
  reader: PageReader,
  pages: readonly TruePage[],
  log: (line: string) => void = () => {},
): Promise<HardPageFigures> {
  const photos = await evaluatePhotos(reader, pages, { log });
  const { lineOptions } = reader;
  if (!lineOptions) return { photos };
  const strips = {
    alphabet: lineOptions.alphabet,
    read: reader.readLines,
    tellScripts: async (pictures: Parameters<typeof reader.readLines>[0]) =>
      (await reader.readLines(pictures)).flatMap(({ script }) => script ?? []),
  };
  return { photos, orientation: await evaluateOrientation(strips, pages, { log, detect: reader.detect }) };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The section of docs/segmentation.md on turned and photographed pages. */
export function renderHardPages({ orientation, photos }: HardPageFigures): string {
  const turned = orientation
    ? `| orientation right, ${orientation.cases} pages turned by 90, 180 and 270 degrees \
| ${percent(orientation.orientationRight)} |
| upright pages left upright | ${percent(orientation.uprightKept)} |
| skew within 0.2 degrees, relative to the page as scanned | ${percent(orientation.skewWithin)} |
| skew within 0.2 degrees, relative to the true baselines | ${percent(orientation.skewWithinOfBaselines)} |
| median error of the skew | ${orientation.medianSkewError.toFixed(2)} degrees |
| cost of the orientation check for an upright page | ${orientation.extraSecondsUpright.toFixed(2)} CPU s |
`
    : '';
  return `## Turned, skewed, photographed

| ${photos.pages} Copiste pages | |
|---|---|
${turned}| sheet found in the photo, corners within 1 % | ${percent(photos.sheetsFound)} |
| keywords found, flat scan | ${percent(photos.recallFlat)} |
| keywords found, photo | ${percent(photos.recallPhoto)} |
| pages that lose more than 10 points | ${photos.badPages} |
| preparation, flat scan and photo | ${photos.prepareSecondsFlat.toFixed(2)} \
and ${photos.prepareSecondsPhoto.toFixed(2)} CPU s |

- Turned pages are also skewed by up to 10 degrees. The photos are rendered from the scans \
(training/src/pages/render-photo.ts, seeded): coloured
  paper, plain, ruled or squared, on a table, tilted by 8 to 25 degrees, in uneven lamp light, with a shadow, noise \
and JPEG artefacts. They are
  not real photos: no crumpled paper, no fingers, no motion blur.
`;
}
