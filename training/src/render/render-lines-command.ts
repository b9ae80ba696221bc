import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { loadConfig } from '@longhand/config';
import { invalidOption, parseOptions } from '../basics/options.js';
import { renderLines } from './render-lines.js';
import { readLexicons } from './text/read-lexicons.js';

export const RENDER_LINES_HELP = `longhand train render-lines: renders lines of text in handwriting fonts, to
train a line reader

  --out FILE        writes FILE.bin (grey bytes, line after line) and FILE.jsonl (offset, width, height, text,
                    font)
  --count N         lines (1000)
  --seed N          the same seed gives the same lines (1)
  --printed SHARE   share of lines in print and typewriter fonts, 0 to 1 (0.12)
  --start N         number of the first line, to share one run among processes (0)
  --data-root DIR   folder of the handwriting data, for its word lists (LONGHAND_DATA, or shared/data beside the
                    checkout)`;

/**
 * `longhand train render-lines ...`; both files appear under their names only when they are
 * complete.
 */
export async function renderLinesCommand(
  args: string[],
  { log = (line: string) => console.error(line) }: { log?: (line: string) => void } = {},
): Promise<void> {
  const { values } = parseOptions({
    args,
    options: {
      out: { type: 'string' },
      count: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      start: { type: 'string', default: '0' },
      printed: { type: 'string', default: '0.12' },
      'data-root': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(RENDER_LINES_HELP);
    return;
  }
  const [count, seed, start] = (['count', 'seed', 'start'] as const).map((name) => wholeNumber(name, values[name]));
  const printed = share('printed', values.printed);
  const out = resolve(values.out ?? invalidOption('--out', 'it is missing; name the file to write'));
  await mkdir(dirname(out), { recursive: true });
  const lexicons = readLexicons(resolve(values['data-root'] ?? loadConfig().handwritingData));
  const names = [`${out}.bin`, `${out}.jsonl`];
  const [pixels, rows] = names.map((name) => createWriteStream(`${name}.part`));
  const done = Promise.all([finished(pixels), finished(rows)]);
  // A full disk is reported by `done`, also while this loop waits for room.
  done.catch(() => undefined);
  let [written, offset] = [0, 0];
  for (const line of renderLines(seed, { lexicons, start, printed })) {
    if (written === count) break;
    const { data, ...about } = line;
    rows.write(`${JSON.stringify({ offset, ...about })}\n`);
    if (!pixels.write(data)) await Promise.race([once(pixels, 'drain'), done]);
    offset += data.length;
    if (++written % 5000 === 0) log(`${written} of ${count} lines`);
  }
  for (const stream of [pixels, rows]) stream.end();
  await done;
  for (const name of names) await rename(`${name}.part`, name);
  log(`${written} lines, ${offset} bytes: ${names.join(', ')}`);
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= 0
    ? value
    : invalidOption(`--${name}`, 'it is not a whole number from 0 on');
}

function share(name: string, text: string): number {
  const value = Number(text);
  return text.trim() && value >= 0 && value <= 1 ? value : invalidOption(`--${name}`, 'it is not a number from 0 to 1');
}
