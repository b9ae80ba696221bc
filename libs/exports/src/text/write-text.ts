import type { PageStream } from '../export-document.js';

/** The text of the pages, parted by form feeds; a page that has none (yet) is empty. "?" stands after uncertain characters. */
export async function* writeText(pages: PageStream): AsyncGenerator<string> {
  let isFirst = true;
  for await (const { text = '' } of pages) {
    yield isFirst ? text : `\f${text}`;
    isFirst = false;
  }
}
