import { decodeLine } from '@longhand/core';
import type { PageReader } from '@longhand/inference';
import { foldText } from '../lines/fold-text.js';
import { readLineSet } from '../lines/read-line-set.js';
import { readOnlineSet } from '../lines/read-online-set.js';
import { type SkewFigures, skewFigures } from './evaluate-letters.js';
import { characterErrorRate, type ReadPair } from '../lines/text-scores.js';

/** Lines that stand alone on a picture each. Error rates as shares of 1. */
export interface SnippetFigures {
  set: string;
  pictures: number;
  /** CER of the line reader on the picture itself, as `evaluate lines` has it. */
  cerOfReader: number;
  /** CER through the whole path of a page. */
  cer: number;
  /** Pictures in which just one line was found. */
  oneLine: number;
  /** Pictures that were turned, by a quarter or more. */
  turned: number;
  /** The turn that was taken out of them; lines are cut along their baselines, so that none is right. */
  skew: SkewFigures;
}

const SETS = [
  { name: 'IAM-OnDB-t2 test, strokes rendered', read: (root: string, a: string) => readOnlineSet(root, 'test', a) },
  { name: 'Hooker val, crops', read: (root: string, a: string) => readLineSet(root, 'hooker', 'val', a) },
  { name: 'Copiste val, crops', read: (root: string, a: string) => readLineSet(root, 'copiste', 'val', a) },
  { name: 'DHSD val, words', read: (root: string, a: string) => readLineSet(root, 'dhsd', 'val', a) },
] as const;

/**
 * Gives every n-th line of the sets to the whole path as a picture of its own (a cropped line, a
 * label, a plate), and the same pictures to the line reader alone. Undefined without a line reader.
 * Throws `dataset.missing`.
 */
export async function evaluateSnippets(
  reader: PageReader,
  dataRoot: string,
  every: number,
): Promise<SnippetFigures[] | undefined> {
  const { lineOptions } = reader;
  if (!lineOptions) return undefined;
  const figures: SnippetFigures[] = [];
  for (const { name, read } of SETS) {
    const samples = (await read(dataRoot, lineOptions.alphabet)).filter((_, i) => i % every === 0);
    const [alone, whole]: ReadPair[][] = [[], []];
    const turns: number[] = [];
    let [oneLine, turned] = [0, 0];
    for (const { strip, text } of samples) {
      const [scores] = await reader.readLines([strip]);
      alone.push({ truth: text, read: decodeLine(scores, lineOptions).text });
      const page = await reader.segment(strip);
      const { lines } = await reader.read(page.segmented);
      const words = lines.flatMap((line) => line.words.map((word) => word.text));
      whole.push({ truth: text, read: foldText(words.join(' '), lineOptions.alphabet) });
      if (lines.length === 1) oneLine += 1;
      if (page.turn !== 0) turned += 1;
      turns.push(Math.abs(page.clean.skewDegrees));
    }
    figures.push({
      set: name,
      pictures: samples.length,
      cerOfReader: characterErrorRate(alone),
      cer: characterErrorRate(whole),
      oneLine,
      turned,
      skew: skewFigures(turns),
    });
  }
  return figures;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The section of docs/segmentation.md on lines alone. */
export function renderSnippets(figures: readonly SnippetFigures[]): string {
  return `## Images of a single line

| pictures | number | one line found | turned by a quarter | skew of 1 degree at most | over 3 degrees | \
CER of the line reader alone | CER through the whole path |
|---|---|---|---|---|---|---|---|
${figures
  .map(({ set, pictures, oneLine, turned, skew, cerOfReader, cer }) =>
    [set, pictures, oneLine, turned, skew.withinOne, skew.overThree, percent(cerOfReader), percent(cer)].join(' | '),
  )
  .map((row) => `| ${row} |`)
  .join('\n')}

- A cropped line, a label, a plate, a note of one line: only the writing itself shows the scale, so cleaning and \
segmentation use it (libs/core/src/imaging/snippet,
  libs/core/src/segmentation/snippet). The constants were set on Hooker, Copiste and DHSD lines and on the other part \
of IAM-OnDB, testset_v.
`;
}
