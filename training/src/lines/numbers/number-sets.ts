import { type LineSample, readLineSet } from '../read-line-set.js';
import { MEASURED_FONTS } from './number-fonts.js';
import { renderedNumbers } from './rendered-numbers.js';

/** A set of lines whose numbers are measured. */
export interface NumberSet {
  readonly name: string;
  readonly title: string;
  read(dataRoot: string, alphabet: string): Promise<LineSample[]>;
}

const [SEED, COUNT] = [2026, 2000];
const withDigits = (samples: LineSample[]): LineSample[] => samples.filter(({ text }) => /\d/.test(text));

export const NUMBER_SETS: readonly NumberSet[] = [
  {
    name: 'rendered',
    title:
      `${COUNT} rendered lines with dates, times, doses, measures, ratios, pressures, phone and record numbers in ` +
      'ten hands and five prints that no reader was trained or fitted on',
    read: async () => renderedNumbers(SEED, MEASURED_FONTS, COUNT),
  },
  ...(['copiste', 'hooker'] as const).map((set) => ({
    name: `${set} val`,
    title: `the validation lines of ${set === 'copiste' ? 'Copiste' : 'Hooker'} that have a digit`,
    read: async (dataRoot: string, alphabet: string) => withDigits(await readLineSet(dataRoot, set, 'val', alphabet)),
  })),
  {
    name: 'repertoires val',
    title: 'notaries’ indexes of 1830 to 1939 (LECTAUREP, CC BY 4.0), the validation lines that have a digit',
    read: async (dataRoot, alphabet) => withDigits(await readLineSet(dataRoot, 'repertoires', 'val', alphabet)),
  },
];
