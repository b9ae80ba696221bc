import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@longhand/core';

/**
 * Puts a measured section into a document, between `<!-- begin NAME -->` and `<!-- end NAME -->`.
 * @throws AppError bench.no_section when the document has no such place
 */
export function replaceSection(document: string, name: string, body: string): string {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from)
    throw new AppError('bench.no_section', `The document has no place for "${name}": put its two marks back.`);
  return `${document.slice(0, from + begin.length)}\n\n${body.trim()}\n\n${document.slice(to)}`;
}

/** As replaceSection, for docs/reliability.md in the folder of documents. */
export async function writeReliability(docs: string, name: string, body: string): Promise<void> {
  const path = join(docs, 'reliability.md');
  await writeFile(path, replaceSection(await readFile(path, 'utf8'), name, body));
}
