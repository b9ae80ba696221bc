import type { StripScores } from '../ctc/line-scores.js';
import { pageOfLines } from '../page-of-lines.js';
import type { RecognisedPage } from '../recognised-page.js';
import { otherScripts } from './other-scripts.js';

/**
 * Removes the words from lines in a script that no reader knows, because such readings are
 * invented. The lines remain, with the name of their script, so that people can find the ink.
 *
 * @param strips one for each line of the page; undefined for lines that the line reader was not
 * given.
 */
export function withoutOtherScripts(
  page: RecognisedPage,
  strips: readonly (StripScores | undefined)[],
): RecognisedPage {
  const scripts = otherScripts(page.lines.map((_, i) => strips[i]?.script));
  if (scripts.every((script) => script === undefined)) return page;
  return pageOfLines(page.lines.map((line, i) => (scripts[i] ? { ...line, words: [], script: scripts[i] } : line)));
}
