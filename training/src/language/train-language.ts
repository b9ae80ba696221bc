import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  encodeLanguageFile,
  type LanguageManifest,
  languageManifestSchema,
  readLanguageManifest,
} from '@longhand/inference';
import { MixedModel, NgramModel, type PackedNgrams } from '@longhand/core';
import { foldText } from '../lines/fold-text.js';
import { type LineSetName, readLineTexts } from '../lines/read-line-set.js';
import { readLexicons } from '../render/text/read-lexicons.js';
import { writeWhole } from '../basics/write-whole.js';
import type { WeightedText } from './count-runs.js';
import { knownWords } from './known-words.js';
import { textsOf } from './language-texts.js';
import { learnNgrams } from './learn-ngrams.js';
import { LANGUAGES, type Language } from './word-lists.js';

export interface TrainLanguageOptions {
  readonly modelsDir: string;
  readonly dataRoot: string;
  readonly alphabet: string;
  /** Folders of more running text. */
  readonly more: Readonly<Record<Language, readonly string[]>>;
  readonly order: number;
  /** See `LearnOptions`. */
  readonly least: readonly number[];
  readonly smoothing: number;
  /** How it goes into decoding; as with the model before it where left out. */
  readonly tuned: { [key in 'weight' | 'bonus' | 'wordBonus']: number | undefined };
  readonly description: Pick<LanguageManifest, 'data' | 'licence' | 'command'>;
}

const FILE = 'language.bin.gz';
const UNTUNED = { weight: 0.4, bonus: 1.4, wordBonus: 0.3 };

/**
 * Learns the language model of the models directory and writes `language.bin.gz` and
 * `language.json`.
 */
export async function trainLanguage(
  options: TrainLanguageOptions,
  log: (line: string) => void,
): Promise<LanguageManifest> {
  const { modelsDir, dataRoot, alphabet, more, order, least, smoothing, description } = options;
  const lexicons = readLexicons(dataRoot);
  const ngrams = new Map<string, PackedNgrams>();
  for (const language of LANGUAGES) {
    const texts: WeightedText[] = [];
    for await (const text of textsOf(language, { dataRoot, alphabet, lexicons, more })) texts.push(text);
    const model = learnNgrams(texts, { order, characters: alphabet, least, smoothing });
    const running = texts.reduce((sum, { text, isLine }) => sum + (isLine ? text.length : 0), 0);
    log(`${language}: ${running} characters of lines, ${model.codes.length} runs kept (${model.levels.join(', ')})`);
    ngrams.set(language, model);
  }
  const words = await knownWords(lexicons, alphabet);
  const bytes = encodeLanguageFile({ ngrams, words });
  await writeWhole(join(modelsDir, FILE), bytes);
  const before = await readLanguageManifest(modelsDir);
  const { tuned } = options;
  log(`${words.length} words; ${bytes.length} bytes`);
  return writeLanguageManifest(modelsDir, {
    version: 1,
    file: FILE,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    languages: [...ngrams].map(([language, model]) => ({ language, order, runs: model.codes.length })),
    words: words.length,
    weight: tuned.weight ?? before?.weight ?? UNTUNED.weight,
    bonus: tuned.bonus ?? before?.bonus ?? UNTUNED.bonus,
    wordBonus: tuned.wordBonus ?? before?.wordBonus ?? UNTUNED.wordBonus,
    ...description,
    figures: await bitsPerCharacter(ngrams, dataRoot, alphabet),
  });
}

const MEASURED: readonly LineSetName[] = ['copiste', 'hooker', 'dhsd', 'poilus', 'peraire', 'repertoires', 'timeus'];

/**
 * How well the model foretells lines that it did not learn: bits per character over the validation
 * lines of each set.
 */
async function bitsPerCharacter(
  ngrams: ReadonlyMap<string, PackedNgrams>,
  dataRoot: string,
  alphabet: string,
): Promise<Record<string, number>> {
  const model = new MixedModel([...ngrams.values()].map((own) => new NgramModel(own)));
  const figures: Record<string, number> = {};
  for (const set of MEASURED) {
    let [bits, characters] = [0, 0];
    for (const text of await readLineTexts(dataRoot, set, 'val')) {
      let state = model.start();
      for (const character of foldText(text, alphabet)) {
        state = model.next(state, character);
        bits -= state.logProbability / Math.LN2;
        characters += 1;
      }
    }
    figures[`${set}ValidationBitsPerCharacter`] = Number((bits / characters).toFixed(3));
  }
  return figures;
}

/** Writes `language.json`. */
export async function writeLanguageManifest(modelsDir: string, manifest: LanguageManifest): Promise<LanguageManifest> {
  const checked = languageManifestSchema.parse(manifest);
  await writeWhole(join(modelsDir, 'language.json'), `${JSON.stringify(checked, null, 2)}\n`);
  return checked;
}
