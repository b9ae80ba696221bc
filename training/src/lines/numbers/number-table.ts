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
    'A number is a word with a digit, together with the unit after it. It is right if digits, signs and unit are ' +
      'right. A number that is missing, split or joined with another word counts as',
    'wrong and unmarked, although its pieces may be marked (last column). A number that was read where there is ' +
      'none counts as wrong. Counts, with percentages in brackets. `longhand train fit-doubt`',
    'fitted the rule for marking, on rendered numbers in other typefaces with other seeds and on validation lines of ' +
      'other old hands.',
    '',
    '| set | numbers | right | wrong and marked | **wrong and unmarked** | marked in total | missing, split or ' +
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
