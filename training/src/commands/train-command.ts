import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { BACKENDS, type BackendName, NETWORK_KINDS } from '@longhand/inference';
import { loadConfig } from '@longhand/config';
import { decodeGlyphImage } from '../datasets/decode-glyph-image.js';
import { type GlyphSet, joinGlyphs } from '../datasets/glyph-set.js';
import { assertDataRoot, readByClassTest, readMnist, readTrainingPool, splitByHash } from '../datasets/known-sets.js';
import { parseCsv } from '../datasets/read-csv.js';
import { readIdxFolder } from '../datasets/read-idx-folder.js';
import { readFolder } from '../datasets/read-folder.js';
import { TRAIN_DEFAULTS } from '../glyph-training/train-defaults.js';
import { cutLinesCommand } from '../pages/cut-lines-command.js';
import { tuneCommand } from '../pages/tune-command.js';
import { fineTuneCommand, type FineTuneCommandOptions } from '../finetune/fine-tune-command.js';
import { detectorDataCommand } from '../detector/detector-data-command.js';
import { languageCommand } from '../language/language-command.js';
import { renderLinesCommand } from '../render/render-lines-command.js';
import { trainGlyphs } from '../glyph-training/train-glyphs.js';
import { adoptDetectorCommand } from './adopt-detector-command.js';
import { adoptLinesCommand } from './adopt-lines-command.js';
import { fitDoubtCommand } from './fit-doubt-command.js';
import { importCommand } from './import-command.js';
import { defaultWorkers, invalidOption, oneOf, parseOptions, sizeOption } from '../basics/options.js';

export const TRAIN_HELP = `longhand train glyphs: trains a network that reads single characters   (also:
lines, language, import, adopt-lines, fit-doubt, render-lines, cut-lines, detector-data, adopt-detector, tune;
each has --help)

  --data mnist | emnist | emnist-split | DIR | FILE.csv
                    mnist: its 60,000 training images; emnist: the training pool; emnist-split: the pool and
                    the training part of the ByClass images (split by hash); a folder of idx files or with one
                    folder of images per character; rows of label, pixels
  --network charnet | paper-cnn | paper-mlp           (charnet)
  --input 28x28 | 30x20                               height x width that the network sees (28x28)
  --out DIR         checkpoint, weights, curves and TensorBoard events
  --epochs N  --seed N  --batch N  --rate X
  --workers N       threads that share each batch (one per core); a different number gives a different result
  --validation X    share of the training images that is held out to choose the epoch (0.0834)
  --patience N      epochs without progress before training stops (8)
  --backend NAME    ${BACKENDS.join(', ')} or auto (auto)
  --from FILE       start from these weights
  --resume          continue from the checkpoint in --out
  --checkpoint-every N   steps (100)
  --no-augmentation
  --json            the result on standard output
  --data-root DIR   folder of the handwriting data (LONGHAND_DATA, or shared/data beside the checkout)`;

/** `longhand train glyphs ...`: prints progress to standard error through `log`. */
export async function trainCommand(
  args: string[],
  { log = (line: string) => console.error(line), connection }: FineTuneCommandOptions = {},
): Promise<void> {
  if (args[0] === 'lines') return fineTuneCommand(args.slice(1), { log, connection });
  if (args[0] === 'import') return importCommand(args.slice(1), { log });
  if (args[0] === 'language') return languageCommand(args.slice(1), { log });
  if (args[0] === 'adopt-lines') return adoptLinesCommand(args.slice(1), { log });
  if (args[0] === 'fit-doubt') return fitDoubtCommand(args.slice(1), { log });
  if (args[0] === 'adopt-detector') return adoptDetectorCommand(args.slice(1), { log });
  if (args[0] === 'detector-data') return detectorDataCommand(args.slice(1), { log });
  if (args[0] === 'cut-lines') return cutLinesCommand(args.slice(1), { log });
  if (args[0] === 'tune') return tuneCommand(args.slice(1), { log });
  if (args[0] === 'render-lines') return renderLinesCommand(args.slice(1), { log });
  const { values } = parseOptions({
    args: args[0] === 'glyphs' ? args.slice(1) : args,
    options: {
      data: { type: 'string', default: 'mnist' },
      network: { type: 'string', default: 'charnet' },
      input: { type: 'string', default: '28x28' },
      out: { type: 'string' },
      epochs: { type: 'string' },
      seed: { type: 'string', default: '1' },
      workers: { type: 'string', default: String(defaultWorkers()) },
      batch: { type: 'string' },
      rate: { type: 'string' },
      validation: { type: 'string', default: '0.0834' },
      patience: { type: 'string', default: '8' },
      backend: { type: 'string', default: 'auto' },
      from: { type: 'string' },
      resume: { type: 'boolean', default: false },
      'checkpoint-every': { type: 'string', default: '100' },
      'no-augmentation': { type: 'boolean', default: false },
      'data-root': { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(TRAIN_HELP);
    return;
  }
  const kind = oneOf('--network', values.network, NETWORK_KINDS);
  const outDir = values.out ?? invalidOption('--out', 'it is missing; name a folder for the results');
  const set = await readData(values.data, resolve(values['data-root'] ?? loadConfig().handwritingData));
  const defaults = TRAIN_DEFAULTS[kind];
  const number = (name: keyof typeof values, fallback?: number): number => {
    const value = Number(values[name] ?? fallback);
    return Number.isFinite(value) && value > 0 ? value : invalidOption(`--${name}`, 'it is not a number above 0');
  };
  const result = await trainGlyphs(
    {
      ...defaults,
      augmentation: values['no-augmentation'] ? undefined : defaults.augmentation,
      set,
      validationCount: Math.round(number('validation') * set.labels.length),
      network: { kind, classes: set.alphabet.length, input: sizeOption('--input', values.input) },
      outDir: resolve(outDir),
      epochs: number('epochs', defaults.epochs),
      batchSize: number('batch', defaults.batchSize),
      learningRate: number('rate', defaults.learningRate),
      seed: number('seed'),
      workers: number('workers'),
      backend: oneOf('--backend', values.backend, ['auto', ...BACKENDS] as const) satisfies BackendName | 'auto',
      patience: number('patience'),
      checkpointEvery: number('checkpoint-every'),
      resume: values.resume,
      from: values.from,
      title: `${kind}, ${values.data}`,
    },
    log,
  );
  log(
    `best epoch ${result.bestEpoch}: validation accuracy ${(100 * result.validationAccuracy).toFixed(2)} %, ` +
      'temperature ' +
      `${result.temperature.toFixed(3)}; weights.safetensors is in ${outDir}`,
  );
  if (values.json) console.log(JSON.stringify(result));
}

async function readData(data: string, dataRoot: string): Promise<GlyphSet> {
  if (['mnist', 'emnist', 'emnist-split'].includes(data)) {
    await assertDataRoot(dataRoot);
    if (data === 'mnist') return readMnist(dataRoot, 'train');
    const pool = await readTrainingPool(dataRoot);
    return data === 'emnist' ? pool : joinGlyphs(pool, splitByHash(await readByClassTest(dataRoot)).train);
  }
  const found = await stat(data).catch(() => invalidOption('--data', 'there is no such file or folder'));
  if (found.isFile()) return parseCsv(await readFile(data, 'utf8'));
  return (await readIdxFolder(data)) ?? readFolder(data, decodeGlyphImage);
}
