import type { StripScores } from '../ctc/line-scores.js';
import { pageOfLines } from '../page-of-lines.js';
import type { RecognisedPage } from '../recognised-page.js';
import { otherScripts } from './other-scripts.js';

/**
 * Removes the words from lines in a script that no reader knows, because such readings are
 * invented. The lines remain, with the name of their script, so that people can find the ink.
 *
 * The specks of a doubtful line say nothing about a script: it is judged by the other lines.
 *
 * @param strips one for each line of the page; undefined for lines that the line reader was not
 * given.
 * @param isDoubtful for each line whether its ink may be a stain.
 */
export function withoutOtherScripts(
  page: RecognisedPage,
  strips: readonly (StripScores | undefined)[],
  isDoubtful: readonly boolean[] = [],
): RecognisedPage {
  const scripts = otherScripts(page.lines.map((_, i) => (isDoubtful[i] ? undefined : strips[i]?.script)));
  if (scripts.every((script) => script === undefined)) return page;
  return pageOfLines(page.lines.map((line, i) => (scripts[i] ? { ...line, words: [], script: scripts[i] } : line)));
}
