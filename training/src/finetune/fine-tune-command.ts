import { mkdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { BACKENDS, findLineModel, readLineManifest } from '@longhand/inference';
import { loadConfig } from '@longhand/config';
import { AppError } from '@longhand/core';
import { defaultWorkers, invalidOption, oneOf, parseOptions } from '../basics/options.js';
import { FINE_TUNE_DEFAULTS } from '../line-training/train-lines-options.js';
import type { SystemConnection } from './corrections-client.js';
import { fineTune } from './fine-tune.js';
import type { LabelledLine } from './labelled-line.js';
import { roughPercent } from './judge.js';
import { freeName } from './free-name.js';
import { otherHands } from './other-hands.js';
import { readCorrections } from './read-corrections.js';
import { holdsGroundTruth, readGroundTruth } from '../ground-truth/read-ground-truth.js';
import { readLineFolder } from './read-line-folder.js';

export const FINE_TUNE_HELP = `longhand train lines: trains the line reader further on your own lines, and makes
the new model the default only if it is better

  --data DIR        transcribed pages (PAGE-XML or ALTO with their pictures, as eScriptorium and Transkribus
                    export them), or pictures of lines with their texts beside them (a.png, a.txt), or
                    lines.jsonl with {"image", "text", "page"} a line
  --corrections     use the corrected lines of a running system instead (LONGHAND_URL and LONGHAND_API_KEY, or
                    the local system)
  --tag T           with --corrections: only documents with this tag
  --proofread       with --corrections: corrected pages were proofread completely, so all of their lines are right
  --where FIELD=VALUE   with lines.jsonl: only these rows; may be given several times
  --crop            crop each picture to its ink first, for small words in large pictures
  --from NAME       the model to start from (the default of lines.json)
  --name NAME       the new model (NAME-tuned, NAME-tuned-2 ...)
  --minutes N       time for training (${FINE_TUNE_DEFAULTS.minutes})
  --lines N         train on this number of lines and hold out all others
  --held-out X      without --lines: share of the lines that is held out (0.25)
  --alone           train on these lines only, without lines of other hands
  --keep-default    register the new model without making it the default
  --epochs N  --rate X  --batch N  --patience N  --seed N  --workers N  --backend ${BACKENDS.join(' | ')} | auto
  --out DIR         checkpoint, result.json and TensorBoard events (training/ in the models directory)
  --resume          continue from the checkpoint in --out
  --json            the result on standard output
  --models DIR  --data-root DIR    (handwriting data: lines of other hands, to keep what the model knows and to
                check that it does)`;

export interface FineTuneCommandOptions {
  readonly log?: (line: string) => void;
  /** The system that runs here, where one does. */
  readonly connection?: (() => SystemConnection) | undefined;
}

/** `longhand train lines ...` */
export async function fineTuneCommand(
  args: string[],
  { log = (line: string) => console.error(line), connection }: FineTuneCommandOptions = {},
): Promise<void> {
  const { values } = parseOptions({
    args,
    options: {
      data: { type: 'string' },
      corrections: { type: 'boolean', default: false },
      tag: { type: 'string' },
      proofread: { type: 'boolean', default: false },
      where: { type: 'string', multiple: true, default: [] },
      crop: { type: 'boolean', default: false },
      from: { type: 'string' },
      name: { type: 'string' },
      minutes: { type: 'string' },
      lines: { type: 'string' },
      'held-out': { type: 'string', default: '0.25' },
      alone: { type: 'boolean', default: false },
      'keep-default': { type: 'boolean', default: false },
      epochs: { type: 'string' },
      rate: { type: 'string' },
      batch: { type: 'string' },
      patience: { type: 'string' },
      seed: { type: 'string', default: '1' },
      workers: { type: 'string', default: String(defaultWorkers()) },
      backend: { type: 'string', default: 'auto' },
      out: { type: 'string' },
      resume: { type: 'boolean', default: false },
      models: { type: 'string' },
      'data-root': { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(FINE_TUNE_HELP);
    return;
  }
  const number = (option: keyof typeof values, fallback?: number): number => {
    const value = Number(values[option] ?? fallback);
    return Number.isFinite(value) && value > 0 ? value : invalidOption(`--${option}`, 'it is not a number above 0');
  };
  if ((values.data === undefined) === !values.corrections)
    invalidOption('--data', 'name a folder of lines, or give --corrections');
  const heldOutShare = number('held-out');
  if (heldOutShare >= 1) invalidOption('--held-out', 'it is a share below 1');
  const backend = oneOf('--backend', values.backend, ['auto', ...BACKENDS] as const);
  const where = Object.fromEntries(values.where.map((pair) => pairOf(pair)));

  const config = loadConfig();
  const modelsDir = resolve(values.models ?? config.ocr.modelsDir);
  const dataRoot = resolve(values['data-root'] ?? config.handwritingData);
  const manifest = await readLineManifest(modelsDir);
  const from = findLineModel(manifest, values.from).name;
  const name = values.name ?? freeName(manifest, from);
  if (!/^[a-z0-9-]+$/.test(name)) invalidOption('--name', 'small letters, digits and hyphens only');
  if (manifest.models.some((model) => model.name === name))
    invalidOption('--name', 'there is a model of this name already');
  const outDir = resolve(values.out ?? join(modelsDir, 'training', name));
  await mkdir(outDir, { recursive: true });
  if (!values.resume && (await stat(join(outDir, 'checkpoint.safetensors')).catch(() => undefined)))
    throw new AppError(
      'training.out_in_use',
      'There is a checkpoint in the output folder. Go on with --resume, or name another --out.',
    );

  const lines = values.data
    ? await fromFolder(resolve(values.data))
    : await fromSystem({ tag: values.tag, proofread: values.proofread });
  const result = await fineTune(
    {
      ...FINE_TUNE_DEFAULTS,
      modelsDir,
      from,
      name,
      lines,
      others: values.alone ? undefined : await otherHands(dataRoot),
      split: { heldOutShare, ...(values.lines && { learnFrom: number('lines') }) },
      outDir,
      epochs: number('epochs', FINE_TUNE_DEFAULTS.epochs),
      minutes: number('minutes', FINE_TUNE_DEFAULTS.minutes),
      learningRate: number('rate', FINE_TUNE_DEFAULTS.learningRate),
      batchSize: number('batch', FINE_TUNE_DEFAULTS.batchSize),
      patience: number('patience', FINE_TUNE_DEFAULTS.patience),
      seed: number('seed'),
      workers: number('workers'),
      backend,
      resume: values.resume,
      keepDefault: values['keep-default'],
      // Folders of this machine are nobody's business in a manifest that travels.
      command: `longhand train lines ${args.map((word) => (word.includes('/') ? basename(word) : word)).join(' ')}`,
      dataName: values.data ? basename(resolve(values.data)) : 'corrected documents',
    },
    log,
  );
  for (const reason of result.reasons) log(reason);
  const { heldOutAsRead: read } = result;
  if (read)
    log(
      `As the system reads, with the language model: from ${roughPercent(read.before)} to ` +
        `${roughPercent(read.after)}, ${roughPercent(read.gain / read.before)} fewer errors.`,
    );
  log(closing(result, values['keep-default']));
  if (values.json) console.log(JSON.stringify(result));

  async function fromFolder(folder: string): Promise<readonly LabelledLine[]> {
    if (!(await holdsGroundTruth(folder))) return readLineFolder(folder, { where, crop: values.crop });
    const { lines: cut, taken, leftOut } = await readGroundTruth(folder);
    for (const [group, { pages, lines: count }] of taken) log(`${group}: ${count} lines of ${pages} pages`);
    for (const [why, count] of leftOut) log(`left out: ${count} ${why}`);
    return cut;
  }

  async function fromSystem(options: { tag?: string | undefined; proofread: boolean }): Promise<LabelledLine[]> {
    const { url, apiKey } = config.client;
    const system = url === '' ? connection?.() : { url, apiKey };
    if (!system)
      throw new AppError(
        'training.no_system',
        'There is no running system here. Set LONGHAND_URL and LONGHAND_API_KEY.',
      );
    const found = await readCorrections(system, options);
    log(
      `${found.lines.length} corrected lines of ${found.pages} pages (left out: ${found.doubtful} with words ` +
        'still in doubt, ' +
        `${found.moved} that are cut otherwise now)`,
    );
    return found.lines;
  }
}

function closing(
  { isPromoted, name, from }: { isPromoted: boolean; name: string; from: string },
  keep: boolean,
): string {
  if (!isPromoted) return `${from} stays in use; nothing was changed.`;
  if (keep) return `${name} stands in lines.json beside ${from}, which stays the default.`;
  return (
    `${name} is the default now. Reading workers use it from their next start on; to go back, set "default" in ` +
    `lines.json to ${from}.`
  );
}

const pairOf = (pair: string): [string, string] => {
  const [, field, value] = /^([^=]+)=(.*)$/.exec(pair) ?? invalidOption('--where', 'it should look like FIELD=VALUE');
  return [field, value];
};
