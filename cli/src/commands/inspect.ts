import type { EngineName } from '@longhand/inference';
import { UsageError } from '../cli-error.js';
import type { Command } from '../command.js';

export const inspect: Command = {
  name: 'inspect',
  summary: 'draw what is found on a page at each stage',
  usage: 'FILE',
  optionHelp: [
    ['--out DIR', 'folder for the pictures (default: ./inspect)'],
    ['--page N', 'page of a PDF or TIFF, counted from 1 (default: 1)'],
  ],
  examples: ['longhand inspect letter.jpg', 'longhand inspect form.pdf --page 3 --out pictures'],
  options: { out: { type: 'string', default: 'inspect' }, page: { type: 'string', default: '1' } },

  async run({ values, words, out, config }) {
    const [file, ...more] = words;
    if (file === undefined || more.length > 0) throw new UsageError('inspect: give one file.');
    const page = Number(values.page);
    if (!Number.isInteger(page) || page < 1) throw new UsageError('inspect: --page must be a number of 1 or more.');
    const { inspectPage } = await import('../inspect/inspect-page.js');
    const found = await inspectPage(file, page, {
      outDir: String(values.out),
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
    });
    out.json(found);
    const { lines, words: count, turnDegrees, skewDegrees, isPhoto, confidence, warnings, files } = found;
    const turned = turnDegrees === 0 ? 'upright' : `rotated clockwise by ${turnDegrees} degrees`;
    const certainty = confidence === undefined ? '' : `, confidence ${(100 * confidence).toFixed(0)} %`;
    out.text(`${lines} lines, ${count} words${certainty}`);
    out.text(`${turned}, skew ${skewDegrees.toFixed(2)} degrees${isPhoto ? ', a photo: perspective corrected' : ''}`);
    for (const { message } of warnings) out.note(message);
    for (const path of files) out.text(path);
    return 0;
  },
};
