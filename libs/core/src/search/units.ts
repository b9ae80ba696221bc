/** Units as people write them after a number, in the form of the index, and their standard form. */
const names =
  'mg g kg ug ng ml l dl cl ul cm mm m km nm h hr hrs min mins sec s ms iu ie ui mmol umol nmol mol meq kcal cal ' +
  'kj bpm mmhg kpa cmh2o x f c v w hz';
const units = new Set(names.split(' '));
const spelt = new Map([
  ['mcg', 'ug'],
  ['μg', 'ug'],
  ['μl', 'ul'],
  ['μmol', 'umol'],
]);
const maxSpelt = 4;

/**
 * The form in which units are compared: μg (either mu) and mcg are ug. Other words stay as they
 * are.
 */
export const plainUnit = (token: string): string => (token.length > maxSpelt ? token : (spelt.get(token) ?? token));

/** Whether a word is a unit that belongs to the number before it. */
export const isUnit = (token: string): boolean => units.has(plainUnit(token));
