import type { PageView } from '@longhand/contracts';
import { isScriptCode, scriptNames } from '@longhand/core';
import type { PageStream } from '../export-document.js';

/**
 * The text of the pages, separated by form feeds; a page that has none (yet) is empty. The marks
 * are those of the pages. A line in a script that was not read is named: `[not read: Tamil]`.
 */
export async function* writeText(pages: PageStream): AsyncGenerator<string> {
  let isFirst = true;
  for await (const page of pages) {
    const text = textOf(page);
    yield isFirst ? text : `\f${text}`;
    isFirst = false;
  }
}

function textOf({ text = '', lines }: PageView): string {
  const rows = text.split('\n');
  // A page that is being read again has its earlier text, and lines of its own later.
  if (rows.length !== lines.length) return text;
  return lines.map(({ script, words }, i) => (script && words.length === 0 ? notRead(script) : rows[i])).join('\n');
}

function notRead(script: string): string {
  if (script === 'Zzzz') return '[not read: unknown script]';
  return `[not read: ${isScriptCode(script) ? scriptNames[script] : script}]`;
}
