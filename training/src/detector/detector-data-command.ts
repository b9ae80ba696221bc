import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { loadConfig } from '@longhand/config';
import type { GrayImage } from '@longhand/core';
import { decodePage } from '@longhand/image-io';
import { invalidOption, parseOptions } from '../basics/options.js';
import type { PolygonPoint } from '../ground-truth/ground-truth-page.js';
import { readGroundTruthPages } from '../ground-truth/read-ground-truth.js';
import { readPageSet, type TrueLine } from '../pages/read-page-set.js';
import { pageSample } from './page-sample.js';

export const DETECTOR_DATA_HELP = `longhand train detector-data: writes the training pages as the line detector
sees them, with the maps that it should predict

  --out FILE        writes FILE.bin (for each page: cleaned and scanned ink, height x width; labels, height/2 x
                    width/2, bits core 1, border 2, ruled 4, unknown 8) and FILE.jsonl (offset, width, height)
  --data DIR        use the pages in this folder (PAGE-XML or ALTO files with their pictures) instead of the
                    Copiste pages
  --split NAME      train, val or test (train)
  --every N         every N-th page only (1)
  --data-root DIR   folder of the handwriting data (LONGHAND_DATA, or shared/data beside the checkout)`;

const LIMITS = { maxPixels: 60_000_000, maxPages: 1, timeoutMs: 60_000 };

/**
 * `longhand train detector-data ...`; both files appear under their names only when they are
 * complete.
 */
export async function detectorDataCommand(
  args: string[],
  { log = (line: string) => console.error(line) }: { log?: (line: string) => void } = {},
): Promise<void> {
  const { values } = parseOptions({
    args,
    options: {
      out: { type: 'string' },
      data: { type: 'string' },
      split: { type: 'string', default: 'train' },
      every: { type: 'string', default: '1' },
      'data-root': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(DETECTOR_DATA_HELP);
    return;
  }
  const out = resolve(values.out ?? invalidOption('--out', 'it is missing; name the file to write'));
  const every = Number(values.every);
  if (!Number.isSafeInteger(every) || every < 1) invalidOption('--every', 'it is not a whole number from 1 on');
  await mkdir(dirname(out), { recursive: true });
  const root = resolve(values['data-root'] ?? loadConfig().handwritingData);
  const pages = values.data ? exportedPages(resolve(values.data)) : copistePages(root, values.split);
  const names = [`${out}.bin`, `${out}.jsonl`];
  const [pixels, rows] = await Promise.all(names.map((name) => open(`${name}.part`, 'w')));
  let [offset, seen, taken] = [0, 0, 0];
  try {
    for await (const { gray, lines } of pages) {
      if (seen++ % every !== 0) continue;
      const { width, height, cleaned, scanned, labels } = pageSample(gray, lines);
      for (const part of [cleaned, scanned, labels]) await pixels.write(part);
      await rows.write(`${JSON.stringify({ offset, width, height })}\n`);
      offset += cleaned.length + scanned.length + labels.length;
      if (++taken % 25 === 0) log(`${taken} pages`);
    }
  } finally {
    await Promise.all([pixels.close(), rows.close()]);
  }
  for (const name of names) await rename(`${name}.part`, name);
  log(`${taken} pages: ${names.join(', ')}`);
}

interface LabelledPage {
  readonly gray: GrayImage;
  readonly lines: readonly TrueLine[];
}

async function* copistePages(root: string, split: string): AsyncGenerator<LabelledPage> {
  for (const { path, lines } of await readPageSet(root, 'copiste', split))
    yield { gray: (await decodePage(path, 1, LIMITS)).gray, lines };
}

/**
 * Pages of which every line has an outline and a baseline: a line without them would be taught as
 * empty paper.
 */
async function* exportedPages(folder: string): AsyncGenerator<LabelledPage> {
  for await (const { gray, lines } of readGroundTruthPages(folder))
    if (lines.length > 0 && lines.every(({ polygon, baseline }) => polygon.length > 2 && baseline.length > 1))
      yield {
        gray,
        lines: lines.map((line) => ({ ...line, polygon: copy(line.polygon), baseline: copy(line.baseline) })),
      };
}

const copy = (points: readonly PolygonPoint[]): [number, number][] => points.map(([x, y]) => [x, y]);
