import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readSafetensorsMetadata } from '@longhand/inference';
import { loadConfig } from '@longhand/config';
import { importWeights } from '../export/import-weights.js';
import { plotHistory } from '../report/plot.js';
import { readPytorchLog } from '../report/read-pytorch-log.js';
import { invalidOption, parseOptions } from '../basics/options.js';

export const IMPORT_HELP = `longhand train import: adds trained weights to the models directory and its manifest

  --weights FILE        safetensors; its metadata may contain the temperature
  --description FILE    JSON: name, network, input, alphabet, trainedOn, data, licence, command, limits
                        (training/descriptions/)
  --default             makes this the default network
  --figures-only        stores the sha256 and the figures but not the weights, for files too large for the repository
  --log FILE            log.txt of a PyTorch run, from which the curves are drawn (without it: curves.svg beside
                        --weights)
  --models DIR`;

/** `longhand train import ...` */
export async function importCommand(
  args: string[],
  { log = (line: string) => console.error(line) }: { log?: (line: string) => void } = {},
): Promise<void> {
  const { values } = parseOptions({
    args,
    options: {
      weights: { type: 'string' },
      description: { type: 'string' },
      default: { type: 'boolean', default: false },
      log: { type: 'string' },
      'figures-only': { type: 'boolean', default: false },
      models: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(IMPORT_HELP);
    return;
  }
  const weightsFile = resolve(values.weights ?? invalidOption('--weights', 'it is missing'));
  const description = JSON.parse(
    await readFile(values.description ?? invalidOption('--description', 'it is missing'), 'utf8'),
  );
  const { temperature } = readSafetensorsMetadata(await readFile(weightsFile));
  const entry = await importWeights({
    modelsDir: resolve(values.models ?? loadConfig().ocr.modelsDir),
    weightsFile,
    description: {
      ...(temperature && { temperature: Number(Number(temperature).toFixed(4)) }),
      figures: {},
      ...description,
    },
    keepWeights: !values['figures-only'],
    asDefault: values.default,
    curves: values.log
      ? plotHistory(description.name, readPytorchLog(await readFile(values.log, 'utf8')))
      : await readCurves(weightsFile),
  });
  log(`${entry.name}: ${entry.bytes} bytes, sha256 ${entry.sha256}`);
}

async function readCurves(weightsFile: string): Promise<string | undefined> {
  return readFile(join(dirname(weightsFile), 'curves.svg'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
