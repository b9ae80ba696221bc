import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export const LANGUAGES = ['en', 'fr', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

const require = createRequire(import.meta.url);
const FOLDERS: Record<Language, string> = {
  en: dirname(require.resolve('@zxcvbn-ts/language-en/package.json')),
  fr: dirname(require.resolve('@zxcvbn-ts/language-fr/package.json')),
  de: dirname(require.resolve('@zxcvbn-ts/language-de/package.json')),
};

export interface RankedWords {
  /** Words of Wikipedia articles, most frequent first, in small letters. */
  written: string[];
  /** Words of film subtitles, most frequent first. */
  spoken: string[];
  /** First and last names. */
  names: string[];
}

/**
 * The word lists of one language (@zxcvbn-ts/language-*, MIT; subtitles: OpenSubtitles through
 * OPUS, ODC-BY).
 */
export async function readWordLists(language: Language): Promise<RankedWords> {
  const read = async (name: string): Promise<string[]> => {
    const words: unknown = JSON.parse(await readFile(join(FOLDERS[language], 'src', `${name}.json`), 'utf8'));
    return (words as string[]).filter((word) => /^[\p{L}'-]+$/u.test(word) && /\p{L}$/u.test(word));
  };
  const [written, spoken, first, last] = await Promise.all(
    ['wikipedia', 'commonWords', 'firstnames', 'lastnames'].map(read),
  );
  return { written, spoken, names: [...first, ...last] };
}
