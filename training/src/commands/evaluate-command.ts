import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BACKENDS } from '@longhand/inference';
import { loadConfig } from '@longhand/config';
import { evaluateGlyphs } from '../evaluate/evaluate-glyphs.js';
import { evaluateLinesCommand } from '../lines/accuracy/evaluate-lines-command.js';
import { evaluateDrawnCommand } from '../pages/drawn/evaluate-drawn-command.js';
import { evaluatePagesCommand } from '../pages/evaluate-pages-command.js';
import { invalidOption, oneOf, parseOptions } from '../basics/options.js';

export const EVALUATE_HELP = `longhand evaluate glyphs: measures every network of the models directory on images
that it was not trained on (also: lines, pages and drawn, with --help of their own), and writes
docs/accuracy-glyphs.md and .json, the model cards and the figures of the manifest

  --only NAME            only this network; may be given several times
  --weights NAME=FILE    weights of a network whose file is not in the models directory
  --backend NAME         ${BACKENDS.join(', ')} or auto (auto)
  --models DIR  --docs DIR  --data-root DIR
  --json                 the report on standard output`;

const checkout = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** `longhand evaluate glyphs ...` */
export async function evaluateCommand(
  args: string[],
  { log = (line: string) => console.error(line) }: { log?: (line: string) => void } = {},
): Promise<void> {
  if (args[0] === 'pages') return evaluatePagesCommand(args.slice(1), { log });
  if (args[0] === 'drawn') return evaluateDrawnCommand(args.slice(1), { log });
  if (args[0] === 'lines') return evaluateLinesCommand(args.slice(1), { log });
  const own = args[0] === 'glyphs' ? args.slice(1) : args;
  const { values } = parseOptions({
    args: own,
    options: {
      only: { type: 'string', multiple: true, default: [] },
      weights: { type: 'string', multiple: true, default: [] },
      backend: { type: 'string', default: 'auto' },
      models: { type: 'string' },
      docs: { type: 'string', default: checkout('docs') },
      'data-root': { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(EVALUATE_HELP);
    return;
  }
  const config = loadConfig();
  const weights = values.weights.map((pair): [string, string] => {
    const [, name, file] = /^([^=]+)=(.+)$/.exec(pair) ?? invalidOption('--weights', 'it should look like NAME=FILE');
    return [name, resolve(file)];
  });
  const report = await evaluateGlyphs(
    {
      modelsDir: resolve(values.models ?? config.ocr.modelsDir),
      docsDir: resolve(values.docs),
      dataRoot: resolve(values['data-root'] ?? config.handwritingData),
      backend: oneOf('--backend', values.backend, ['auto', ...BACKENDS] as const),
      weights: Object.fromEntries(weights),
      only: values.only,
      command: 'longhand evaluate glyphs',
    },
    log,
  );
  if (values.json) console.log(JSON.stringify(report));
}
