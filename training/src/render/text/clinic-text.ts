import { properName } from './english-text.js';
import { capital, chance, digits, integer, pick, twoDigits } from './pick.js';
import type { Lexicons } from './read-lexicons.js';
import type { Random } from '../../basics/random.js';

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const routes = ['PO', 'IV', 'IM', 'SC', 'po', 'by mouth', 'topical', 'PR', 'inhaled'];
const frequencies = [
  'bd',
  'tds',
  'od',
  'qds',
  'BID',
  'TID',
  'QID',
  'PRN',
  'daily',
  'twice daily',
  'q6h',
  'q8h',
  'nocte',
  'at night',
  'stat',
];
const units = ['mg', 'mg', 'mg', 'ml', 'mcg', 'g', 'units', 'IU', 'mg/ml', 'drops'];
const forms = ['tabs', 'caps', 'tablet', 'syrup', 'cream', 'inj.', 'susp.'];

/** A date in one of the ways that clinics write it. */
export function clinicDate(random: Random): string {
  const [day, month, year] = [integer(1, 28, random), integer(1, 12, random), integer(1930, 2030, random)];
  const short = twoDigits(year % 100);
  return pick(
    [
      `${twoDigits(day)}/${twoDigits(month)}/${year}`,
      `${day}/${month}/${short}`,
      `${year}-${twoDigits(month)}-${twoDigits(day)}`,
      `${day}.${month}.${year}`,
      `${day} ${months[month - 1]} ${year}`,
      `${months[month - 1]} ${day}, ${year}`,
      `${twoDigits(day)}-${months[month - 1]}-${short}`,
    ],
    random,
  );
}

export function dose(random: Random): string {
  const unit = pick(units, random);
  const amount = pick(
    [
      '5',
      '10',
      '20',
      '25',
      '40',
      '50',
      '75',
      '100',
      '250',
      '500',
      '0.5',
      '2.5',
      '12.5',
      '1',
      '2',
      `${integer(1, 999, random)}`,
    ],
    random,
  );
  return `${amount}${chance(0.5, random) ? ' ' : ''}${unit}`;
}

function phone(random: Random): string {
  const part = (count: number) => digits(count, random);
  return pick(
    [
      `(${part(3)}) ${part(3)}-${part(4)}`,
      `${part(3)}-${part(4)}`,
      `0${part(4)} ${part(6)}`,
      `+${part(2)} ${part(2)} ${part(3)} ${part(4)}`,
    ],
    random,
  );
}

function code(random: Random): string {
  const letters = (count: number) =>
    Array.from({ length: count }, () => String.fromCharCode(65 + integer(0, 25, random))).join('');
  return pick(
    [
      `${letters(2)}${digits(6, random)}`,
      `${letters(1)}${digits(2, random)}.${digits(1, random)}`,
      `${letters(3)}-${digits(4, random)}`,
      `#${digits(5, random)}`,
      `${digits(3, random)}-${digits(2, random)}-${digits(4, random)}`,
      digits(integer(1, 10, random), random),
    ],
    random,
  );
}

/** An entry of a clinic note: prescriptions, findings, vital signs, registration fields. */
export function clinicNote(lists: Lexicons, random: Random): string {
  const drug = () => (chance(0.3, random) ? pick(lists.drugs, random).toLowerCase() : pick(lists.drugs, random));
  const symptom = () => pick(lists.symptoms, random);
  const disease = () => pick(lists.diseases, random);
  const name = () => properName(lists, random);
  const days = () => integer(1, 30, random);
  const makers: (() => string)[] = [
    () => `${drug()} ${dose(random)} ${pick(routes, random)} ${pick(frequencies, random)}`,
    () => `Rx: ${drug()} ${dose(random)} ${pick(forms, random)} ${pick(frequencies, random)} x ${days()}/7`,
    () => `${integer(1, 3, random)} ${pick(forms, random)} ${pick(frequencies, random)} for ${days()} days, ${drug()}`,
    () => `start ${drug()} ${dose(random)}, stop ${drug()}`,
    () => `Pt c/o ${symptom()} and ${symptom()} x ${days()} days`,
    () => `Dx: ${disease()}`,
    () => `Hx of ${disease()}; no ${symptom()}.`,
    () => `${capital(symptom())}, ${symptom()}, pain in ${pick(lists.bodyParts, random)}`,
    () =>
      `BP ${integer(85, 200, random)}/${integer(45, 115, random)} HR ${integer(45, 150, random)} T ` +
      `${integer(35, 40, random)}.${digits(1, random)} RR ${integer(10, 32, random)}`,
    () =>
      `Wt ${integer(3, 140, random)}.${digits(1, random)} kg, Ht ${integer(48, 205, random)} cm, SpO2 ` +
      `${integer(80, 100, random)}%`,
    () => `Name: ${name()}  DOB: ${clinicDate(random)}`.replace('  ', ' '),
    () => `Patient: ${name()}, age ${integer(1, 99, random)}, ${pick(['M', 'F'], random)}`,
    () => `Tel. ${phone(random)}`,
    () => `MRN ${code(random)} Ward ${integer(1, 30, random)}`,
    () => `${clinicDate(random)} ${integer(0, 23, random)}:${twoDigits(integer(0, 59, random))} seen by ${name()}`,
    () => `Review in ${integer(2, 12, random)} weeks, ${clinicDate(random)}`,
    () => `Allergies: ${drug()}, ${drug()}`,
    () => `Referred to ${pick(lists.hospitals, random)}`,
    () =>
      `${pick(lists.occupations, random)}, ` +
      `${pick(['smoker', 'non-smoker', 'married', 'single', 'lives alone'], random)}`,
    () =>
      `Hb ${integer(6, 17, random)}.${digits(1, random)} g/dl, WBC ` +
      `${integer(2, 20, random)}.${digits(1, random)}, K+ ${integer(2, 6, random)}.${digits(1, random)}`,
    () => name(),
    () => clinicDate(random),
    () => phone(random),
    () => `${code(random)} ${code(random)}`,
    () => `${dose(random)} ${pick(frequencies, random)}`,
    () => drug(),
    () => disease(),
  ];
  return pick(makers, random)();
}
