/** Units of doses and measures, as records write them. */
const UNITS = new Set(
  [
    'mg mcg µg ug g kg ml l dl cl cc mmol mol meq mmhg cmh2o iu ie unit units u % c °c °f f cm mm m km h hr hrs',
    'min s sec bpm kcal tab tabs tbl drops gtt g/dl mg/dl mmol/l mg/ml mg/kg fr f.',
  ].flatMap((units) => units.split(' ')),
);

/** Whether a word is a number, a date, a dose or a code: it has a digit. */
export const isNumberToken = (text: string): boolean => /\p{Nd}/u.test(text);

/**
 * Units that what was read differs from in one letter, or that it is the beginning or the end of;
 * the commonest alone.
 */
export function nearUnits(text: string): string[] {
  const word = text.toLowerCase().replace(/[.,;:)]+$/, '');
  if (word === '' || word.length > 4 || !/^\p{L}+$/u.test(word)) return [];
  return ['mg', 'mcg', 'g', 'ml', 'kg', 'cm', 'mm'].filter((unit) => unit !== word && isOneEdit(word, unit));
}

function isOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < Math.min(a.length, b.length) && a[from] === b[from]) from += 1;
  let to = 0;
  while (to < Math.min(a.length, b.length) - from && a[a.length - 1 - to] === b[b.length - 1 - to]) to += 1;
  return Math.max(a.length, b.length) - from - to <= 1;
}

/** Whether a word is a unit that may belong to the number before it. */
export const isUnitToken = (text: string): boolean => UNITS.has(text.toLowerCase().replace(/[.,;:)]+$/, ''));
