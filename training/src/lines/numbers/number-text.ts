import type { Random } from '../../basics/random.js';
import { chance, digits, integer, pick, twoDigits } from '../../render/text/pick.js';

/** What a rendered number says. */
export const NUMBER_KINDS = ['date', 'time', 'dose', 'measure', 'ratio', 'pressure', 'phone', 'record'] as const;
export type NumberKind = (typeof NUMBER_KINDS)[number];

const doses = (random: Random): [string, string] =>
  pick<[string, string]>(
    [
      [pick(['5', '10', '20', '25', '40', '50', '75', '100', '150', '200', '250', '400', '500', '750'], random), 'mg'],
      [pick(['0.25', '0.5', '1.25', '2.5', '7.5', '12.5', '62.5'], random), 'mg'],
      [pick(['1', '1.5', '2', '0.5', '4'], random), 'g'],
      [pick(['25', '50', '75', '100', '125', '200'], random), 'mcg'],
      [pick(['2.5', '5', '7.5', '10', '15', '20', '1.2', '0.4'], random), 'ml'],
      [`${integer(2, 60, random)}`, 'units'],
    ],
    random,
  );

function date(random: Random): string {
  const [day, month, year] = [integer(1, 28, random), integer(1, 12, random), integer(1930, 2030, random)];
  const months = 'Jan Feb March April May June July Aug Sept Oct Nov Dec'.split(' ');
  return pick(
    [
      `${twoDigits(day)}/${twoDigits(month)}/${year}`,
      `${day}/${month}/${twoDigits(year % 100)}`,
      `${year}-${twoDigits(month)}-${twoDigits(day)}`,
      `${twoDigits(day)}.${twoDigits(month)}.${year}`,
      `${day}.${month}.${twoDigits(year % 100)}`,
      `${day} ${months[month - 1]} ${year}`,
    ],
    random,
  );
}

const makers: Record<NumberKind, (random: Random) => [label: readonly string[], number: string]> = {
  date: (random) => [['Born', 'Date', 'Seen', 'Due', 'since', 'Visit'], date(random)],
  time: (random) => [['Visit', 'at', 'Time'], `${integer(0, 23, random)}:${twoDigits(integer(0, 59, random))}`],
  dose: (random) => {
    const [amount, unit] = doses(random);
    return [['Dose', 'Take', 'Give', 'start'], `${amount}${chance(0.6, random) ? ' ' : ''}${unit}`];
  },
  measure: (random) =>
    pick<[string[], string]>(
      [
        [['Temp', 'T'], `${integer(35, 40, random)}.${digits(1, random)} C`],
        [['Weight', 'Wt'], `${integer(3, 120, random)}.${digits(1, random)} kg`],
        [['Height', 'Ht'], `${integer(50, 199, random)} cm`],
        [['Pulse', 'HR'], `${integer(45, 150, random)}`],
        [['Sats', 'Sat'], `${integer(80, 99, random)}%`],
        [['Hb', 'Glucose', 'K'], `${integer(3, 17, random)}.${digits(1, random)}`],
        [['INR'], `${integer(1, 4, random)}.${digits(1, random)}`],
      ],
      random,
    ),
  ratio: (random) => [
    ['Ratio', 'Vision', 'Pain', 'Day'],
    pick(
      [
        `${integer(1, 9, random)}/${integer(1, 9, random)}`,
        `6/${pick(['6', '9', '12', '18', '24', '36', '60'], random)}`,
        `1:${pick(['10', '100', '1000', '200', '5'], random)}`,
        `${integer(0, 10, random)}/10`,
        `1-0-1`,
        `1-1-1`,
      ],
      random,
    ),
  ],
  pressure: (random) => [['BP', 'RR', 'Pressure'], `${integer(90, 199, random)}/${integer(45, 110, random)}`],
  phone: (random) => [
    ['Tel', 'Phone', 'Tel.'],
    pick(
      [
        `${digits(3, random)}-${digits(3, random)}-${digits(4, random)}`,
        `0${digits(4, random)} ${digits(6, random)}`,
        `0${digits(9, random)}`,
      ],
      random,
    ),
  ],
  record: (random) => [
    ['MRN', 'Record', 'No', 'File'],
    pick([digits(integer(5, 8, random), random), `${pick([...'ABHKMRT'], random)}${digits(6, random)}`], random),
  ],
};

export interface NumberText {
  kind: NumberKind;
  /** The whole line. */
  text: string;
}

/**
 * A line of a record with one number in it, most often behind its label; kinds take turns by
 * `index`.
 */
export function numberText(index: number, random: Random): NumberText {
  const kind = NUMBER_KINDS[index % NUMBER_KINDS.length];
  const [labels, number] = makers[kind](random);
  const before = chance(0.8, random) ? `${pick(labels, random)}${chance(0.15, random) ? ':' : ''} ` : '';
  const after = chance(0.15, random) ? ` ${pick(['daily', 'today', 'ok', 'in bed', 'review'], random)}` : '';
  return { kind, text: before + number + after };
}
