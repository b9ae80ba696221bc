import { gunzipSync, gzipSync } from 'node:zlib';
import { AppError, decodeNgrams, encodeNgrams, type PackedNgrams } from '@longhand/core';

/** What the language file of a models directory holds. */
export interface LanguageFile {
  /** The n-gram model of each language. */
  readonly ngrams: ReadonlyMap<string, PackedNgrams>;
  /** Words that are known to exist, in small letters. */
  readonly words: readonly string[];
}

/**
 * Gzip of: a line of JSON with the lengths of all parts, then the parts: the models, then the
 * words, one a line.
 */
export function encodeLanguageFile({ ngrams, words }: LanguageFile): Uint8Array {
  const models = [...ngrams].map(([language, model]) => ({ language, content: encodeNgrams(model) }));
  const list = Buffer.from(words.join('\n'));
  const header = {
    languages: models.map(({ language, content }) => ({ language, bytes: content.length })),
    words: list.length,
  };
  return gzipSync(
    Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...models.map(({ content }) => content), list]),
    { level: 9 },
  );
}

/** Throws `language.unreadable` where the file is cut or is something else. */
export function decodeLanguageFile(bytes: Uint8Array): LanguageFile {
  const unreadable = (cause?: unknown) =>
    new AppError('language.unreadable', 'The language model cannot be read. Restore the file.', { cause });
  let content: Buffer;
  let header: { languages: { language: string; bytes: number }[]; words: number };
  try {
    content = gunzipSync(bytes);
    header = JSON.parse(content.subarray(0, content.indexOf(0x0a)).toString('utf8'));
  } catch (cause) {
    throw unreadable(cause);
  }
  let at = content.indexOf(0x0a) + 1;
  const take = (length: number) => {
    at += length;
    return content.subarray(at - length, at);
  };
  const ngrams = new Map(header.languages.map((own) => [own.language, decodeNgrams(take(own.bytes))]));
  const words = take(header.words).toString('utf8').split('\n').filter(Boolean);
  if (at !== content.length) throw unreadable();
  return { ngrams, words };
}
