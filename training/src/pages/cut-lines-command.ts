import { open, mkdir, rename } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { prepareLine } from '@longhand/inference';
import { loadConfig } from '@longhand/config';
import { cleanPage, segmentPage } from '@longhand/core';
import { decodePage } from '@longhand/image-io';
import { invalidOption, parseOptions } from '../basics/options.js';
import { isRunningText } from '../lines/running-text.js';
import { matchLines } from './match-lines.js';
import { readPageSet } from './read-page-set.js';

export const CUT_LINES_HELP = `longhand train cut-lines: writes the training lines of the Copiste pages as our
own segmentation cuts them, to train a line reader

  --out FILE        writes FILE.bin (grey bytes, line after line, height 40) and FILE.jsonl (offset, width,
                    height, text)
  --split NAME      train, val or test (train)
  --data-root DIR   folder of the handwriting data (LONGHAND_DATA, or shared/data beside the checkout)`;

const LIMITS = { maxPixels: 60_000_000, maxPages: 1, timeoutMs: 60_000 };
/**
 * A line is taken where it is that line and nothing else: a reader must not learn words that are
 * not in the strip.
 */
const BOUNDS = { minPure: 0.93, minWhole: 0.93 };

/**
 * `longhand train cut-lines ...`; both files appear under their names only when they are complete.
 */
export async function cutLinesCommand(
  args: string[],
  { log = (line: string) => console.error(line) }: { log?: (line: string) => void } = {},
): Promise<void> {
  const { values } = parseOptions({
    args,
    options: {
      out: { type: 'string' },
      split: { type: 'string', default: 'train' },
      'data-root': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(CUT_LINES_HELP);
    return;
  }
  const out = resolve(values.out ?? invalidOption('--out', 'it is missing; name the file to write'));
  await mkdir(dirname(out), { recursive: true });
  const pages = await readPageSet(
    resolve(values['data-root'] ?? loadConfig().handwritingData),
    'copiste',
    values.split,
  );
  const names = [`${out}.bin`, `${out}.jsonl`];
  const [pixels, rows] = await Promise.all(names.map((name) => open(`${name}.part`, 'w')));
  let [offset, taken, found] = [0, 0, 0];
  try {
    for (const { path, lines } of pages) {
      const { gray } = await decodePage(path, 1, LIMITS);
      const { layout, strips } = segmentPage(cleanPage(gray));
      const matched = matchLines(layout, lines, BOUNDS);
      found += strips.length;
      for (const strip of strips) {
        const match = matched[strip.line];
        if (match === undefined) continue;
        const { text } = lines[match];
        if (!isRunningText(text)) continue;
        const { width, data } = prepareLine(strip);
        await pixels.write(data.map((ink) => 255 - ink));
        await rows.write(`${JSON.stringify({ offset, width, height: 40, text })}\n`);
        offset += data.length;
        taken += 1;
      }
    }
  } finally {
    await Promise.all([pixels.close(), rows.close()]);
  }
  for (const name of names) await rename(`${name}.part`, name);
  log(`${pages.length} pages, ${found} lines found, ${taken} taken: ${names.join(', ')}`);
}
