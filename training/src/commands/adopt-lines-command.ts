import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { loadConfig } from '@longhand/config';
import { assertDataRoot } from '../datasets/known-sets.js';
import { adoptLineModel } from '../lines/adopt-line-model.js';
import { invalidOption, parseOptions } from '../basics/options.js';

export const ADOPT_LINES_HELP = `longhand train adopt-lines: measures trained line weights and registers them in
models/lines.json

  --description FILE    JSON: name, description, limits, data, licence, command (training/descriptions/);
                        NAME.safetensors must be in --models
  --models DIR
  --data-root DIR       folder of the handwriting data (LONGHAND_DATA, or shared/data beside the checkout)

Temperature and calibration are fitted on validation lines, and what is marked as by fit-doubt; no test line
is looked at.`;

/** `longhand train adopt-lines ...` */
export async function adoptLinesCommand(
  args: string[],
  { log = (line: string) => console.error(line) }: { log?: (line: string) => void } = {},
): Promise<void> {
  const { values } = parseOptions({
    args,
    options: {
      description: { type: 'string' },
      models: { type: 'string' },
      'data-root': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(ADOPT_LINES_HELP);
    return;
  }
  const config = loadConfig();
  const file = values.description ?? invalidOption('--description', 'it is missing');
  const dataRoot = resolve(values['data-root'] ?? config.handwritingData);
  await assertDataRoot(dataRoot);
  const modelsDir = resolve(values.models ?? config.ocr.modelsDir);
  await adoptLineModel({ modelsDir, dataRoot, description: JSON.parse(await readFile(file, 'utf8')) }, log);
}
