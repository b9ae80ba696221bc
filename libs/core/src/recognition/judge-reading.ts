import type { PageWarning } from '../page/page-warning.js';
import type { RecognisedPage } from './recognised-page.js';
import { readingSettings } from './reading-settings.js';

const { judgement } = readingSettings;

/** The warnings that a reading can bring: another reading of the page replaces them. */
export const readingWarnings = [
  'page.other_script',
  'page.nothing_read',
  'page.mostly_uncertain',
] as const satisfies readonly PageWarning[];

/**
 * What a person should know of the reading of a page: that some of it is in a script no reader
 * knows, that lines were found and nothing read in them, or that most of it is probably wrong. The
 * share of words with a mark does not tell that: on old type half of the words are marked, and nine
 * in ten of those are right.
 */
export function judgeReading({ lines }: Pick<RecognisedPage, 'lines'>): PageWarning[] {
  const words = lines.flatMap((line) => line.words).filter(({ text }) => text !== '');
  const found: PageWarning[] = lines.some(({ script }) => script) ? ['page.other_script'] : [];
  if (words.length === 0) return lines.length === 0 || found.length > 0 ? found : ['page.nothing_read'];
  const mean = words.reduce((sum, { confidence }) => sum + confidence, 0) / words.length;
  if (words.length >= judgement.minWords && mean < judgement.minMeanConfidence) found.push('page.mostly_uncertain');
  return found;
}
