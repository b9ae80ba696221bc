import { resolve } from 'node:path';
import { loadConfig } from '@longhand/config';
import { assertDataRoot } from '../datasets/known-sets.js';
import { fitDoubt } from '../lines/numbers/fit-doubt.js';
import { parseOptions } from '../basics/options.js';

export const FIT_DOUBT_HELP = `longhand train fit-doubt: fits the limits below which words and numbers are
marked with "?", and stores them in models/lines.json

  --model NAME      a model of lines.json (the default model)
  --models DIR
  --data-root DIR   folder of the handwriting data (LONGHAND_DATA, or shared/data beside the checkout)

Numbers: lines rendered in fonts that no reader is trained or measured on, and validation lines of old hands.
Words: half of the validation lines. Part of adopt-lines.`;

/** `longhand train fit-doubt ...` */
export async function fitDoubtCommand(
  args: string[],
  { log = (line: string) => console.error(line) }: { log?: (line: string) => void } = {},
): Promise<void> {
  const { values } = parseOptions({
    args,
    options: {
      model: { type: 'string' },
      models: { type: 'string' },
      'data-root': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(FIT_DOUBT_HELP);
    return;
  }
  const config = loadConfig();
  const dataRoot = resolve(values['data-root'] ?? config.handwritingData);
  await assertDataRoot(dataRoot);
  await fitDoubt({ modelsDir: resolve(values.models ?? config.ocr.modelsDir), dataRoot, model: values.model }, log);
}
