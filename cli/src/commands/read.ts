import { basename } from 'node:path';
import { describeWarning } from '@longhand/core';
import type { EngineName } from '@longhand/inference';
import { UsageError } from '../cli-error.js';
import { listFiles } from '../client/list-files.js';
import type { Command } from '../command.js';
import { isArchive } from '../read/is-archive.js';
import { ProgressBar } from '../terminal/progress-bar.js';
import type { Output } from '../terminal/output.js';
import { oneLine } from '../terminal/table.js';
import { marksOf } from './marks-option.js';

export const read: Command = {
  name: 'read',
  summary: 'read files and print their text',
  usage: 'FILE... [--marks M]',
  optionHelp: [['--marks M', '"?" marks: words (after each uncertain word; the default), letters or none']],
  options: { marks: { type: 'string' } },
  examples: ['longhand read letter.jpg', 'longhand read scans/*.pdf > all.txt', 'longhand read form.tif --json'],

  async run({ values, words, out, config, dataDir, signal }) {
    if (words.length === 0) throw new UsageError('read: name at least one file.');
    const marks = marksOf('read', values.marks);
    const files = await listFiles(words);
    const archives = await Promise.all(files.map(({ path }) => isArchive(path)));
    const isNamed = files.length > 1 || archives.includes(true);
    let hasFailed = false;
    const { readHere } = await import('../read/read-here.js');
    for (const [i, { path }] of files.entries()) {
      if (archives[i]) continue;
      if (isNamed) out.text(`== ${oneLine(basename(path))} ==`);
      const bar = out.isInteractive ? new ProgressBar(out, 'read') : undefined;
      bar?.update({ share: 0, label: oneLine(basename(path)) });
      const reading = await readHere(path, {
        limits: {
          maxPixels: config.page.maxPixels,
          maxPages: config.page.maxPagesPerDocument,
          timeoutMs: config.page.decodeTimeoutMs,
        },
        modelsDir: config.ocr.modelsDir,
        // An engine that does not exist is refused by name when it is started.
        backend: config.ocr.backend as EngineName,
        glyphModel: config.ocr.glyphModel,
        uncertainBelow: config.ocr.uncertainBelow,
        lineFinder: config.ocr.lineFinder,
        marks: marks ?? 'words',
        signal,
        onPage: ({ page, text }, pageCount) => {
          out.text(page === 1 ? text : `\f${text}`);
          if (page < pageCount) bar?.update({ share: page / pageCount, label: `${page} of ${pageCount} pages` });
        },
      });
      out.clearBar();
      out.clearBar = () => {};
      out.json({ file: path, ...reading });
      tell(out, path, reading);
      hasFailed ||= reading.status !== 'done';
    }
    if (!archives.includes(true)) return hasFailed ? 1 : 0;
    const { readArchives } = await import('../read/read-archives.js');
    const packed = files.filter((_, i) => archives[i]);
    for (const reading of await readArchives(packed, { config, dataDir, out, signal, marks })) {
      out.json(reading);
      out.text(`== ${oneLine(basename(reading.file))} ==`);
      if (reading.pages.length > 0) out.text(reading.pages.map(({ text }) => text).join('\f'));
      tell(out, reading.file, reading);
      hasFailed ||= reading.status !== 'done';
    }
    return hasFailed ? 1 : 0;
  },
};

interface Told {
  error?: { code: string; message: string };
  pages: readonly { page: number; warnings?: string[] }[];
}

/** What is to be known beside the text. */
function tell(out: Output, path: string, { error, pages }: Told): void {
  const name = oneLine(basename(path));
  for (const { page, warnings = [] } of pages) {
    for (const code of warnings) {
      const warning = describeWarning(code);
      if (warning) out.note(`${name}, page ${page}: ${warning.message} (${code})`);
    }
  }
  if (error) out.note(`${name}: ${error.message} (${error.code})`);
}
