import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '@longhand/config';
import { AppError } from '@longhand/core';
import { bringPackages } from './bring-packages.js';
import { drawScoreboard } from './draw-scoreboard.js';
import { ENGINE_NAMES, type ScoredEngine } from './engine.js';
import { runEngine } from './run-engine.js';
import { scoredPages } from './scored-pages.js';
import { type Scoreboard, writeScoreboard } from './write-scoreboard.js';

const HELP = `longhand bench engines: Longhand, Tesseract, tesseract.js and PP-OCRv4 on the same pages (Linux)

  --out FILE        file for the tables (docs/scoreboard.md); the chart is written beside it as .svg
  --engines NAMES   separated by commas: ${ENGINE_NAMES.join(', ')} (all)
  --pages N         at most N pages of each group, for a quick look
  --models DIR      folder of the models (MODELS_DIR)
  --data-root DIR   folder of the handwriting data (LONGHAND_DATA, or shared/data beside the checkout)

Tesseract must be installed (apt-get install tesseract-ocr tesseract-ocr-fra). The other two are installed from
npm once.`;

/**
 * `longhand bench engines ...`
 * @throws AppError `cli.invalid_option`, or those of `scoredPages` and of Longhand's own models.
 *   Another engine that fails is told in the tables.
 */
export async function benchEngines(args: readonly string[], log: (line: string) => void): Promise<void> {
  const values = optionsOf(args);
  if (values.help) return console.log(HELP);
  const config = loadConfig();
  const modelsDir = resolve(values.models ?? config.ocr.modelsDir);
  const pages = await scoredPages(resolve(values['data-root'] ?? config.handwritingData), numberOf(values.pages));
  const names = values.engines ? enginesOf(values.engines) : ENGINE_NAMES;
  const isFromNpm = names.some((name) => name === 'tesseract.js' || name === 'pp-ocrv4');
  const packages = isFromNpm ? await bringPackages(log) : '';
  const languages = [...new Set(pages.map(({ language }) => language))];
  const toRead = pages.map(({ path, language }) => ({ path, language }));
  const engines: Array<Scoreboard['engines'][number]> = [];
  for (const name of names.toReversed()) {
    try {
      engines.push({ name, report: await runEngine(name, toRead, { modelsDir, packages, languages }, log) });
    } catch (error) {
      if (name === 'longhand') throw error;
      log(`${name}: ${(error as Error).message}`);
      engines.push({ name, missing: (error as Error).message });
    }
  }
  const [{ model }] = cpus();
  const machine = `${model.trim()}, Node ${process.versions.node}`;
  const out = resolve(values.out);
  engines.reverse();
  await writeFile(out, writeScoreboard({ pages, engines, machine }));
  await writeFile(out.replace(/(\.md)?$/, '.svg'), drawScoreboard({ pages, engines }));
  log(`written: ${out}`);
}

function optionsOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        out: { type: 'string', default: 'docs/scoreboard.md' },
        engines: { type: 'string' },
        pages: { type: 'string' },
        models: { type: 'string' },
        'data-root': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw invalid((error as Error).message);
  }
}

function enginesOf(text: string): ScoredEngine[] {
  return text.split(',').map((wanted) => {
    const name = ENGINE_NAMES.find((known) => known === wanted);
    if (!name) throw invalid(`There is no engine "${wanted}": choose from ${ENGINE_NAMES.join(', ')}`);
    return name;
  });
}

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,3}$/.test(text)) throw invalid('The option --pages takes a whole number of 1 or more');
  return Number(text);
}

const invalid = (what: string) => new AppError('cli.invalid_option', `${what}. See longhand bench engines --help.`);
