import type { NumberFigures } from './measure-numbers.js';

export interface NumberRow extends NumberFigures {
  readonly name: string;
  readonly title: string;
}

/** The chapter on numbers of the page for people. */
export function numberTable(rows: readonly NumberRow[]): string[] {
  const share = (part: number, whole: number) => (whole === 0 ? '' : ` (${((100 * part) / whole).toFixed(1)})`);
  return [
    '## Numbers',
    '',
    'A number is a word with a digit, with the unit behind it: right when digits, signs and unit are; one that is ' +
      'missing, split or joined with another word counts as',
    'wrong and unmarked, though its pieces may be marked (last column). A number that was read where none stands ' +
      'counts as wrong. Counts, in brackets per cent. What is',
    'marked was fitted by `longhand train fit-doubt` on rendered numbers of other typefaces and seeds and on ' +
      'validation lines of other old hands.',
    '',
    '| set | numbers | right | wrong and marked | **wrong and unmarked** | marked in all | missing, split or ' +
      'joined, with a mark |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(({ name, numbers, right, wrongAndMarked, wrongAndUnmarked, marked, cutButMarked }) => {
      const cells = [right, wrongAndMarked, wrongAndUnmarked, marked, cutButMarked];
      return `| ${[name, numbers, ...cells.map((count) => `${count}${share(count, numbers)}`)].join(' | ')} |`;
    }),
    '',
    ...rows.map(({ name, title }) => `- **${name}**: ${title}.`),
    '',
  ];
}
