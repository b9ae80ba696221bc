import type { PageStream } from '../export-document.js';

/**
 * The text of the pages, separated by form feeds; a page that has none (yet) is empty. The marks
 * are those of the pages.
 */
export async function* writeText(pages: PageStream): AsyncGenerator<string> {
  let isFirst = true;
  for await (const { text = '' } of pages) {
    yield isFirst ? text : `\f${text}`;
    isFirst = false;
  }
}
