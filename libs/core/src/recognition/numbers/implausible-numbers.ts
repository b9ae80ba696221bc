import { doseRanges, type DoseRanges } from './dose-ranges.js';
import { bareNumber, isNumberedLabel, isPressureLabel, numberForm } from './number-form.js';
import { isNumberToken, isUnitToken, nearUnits } from './number-token.js';

const milligrams: Readonly<Record<string, number>> = { mg: 1, g: 1000, mcg: 0.001, µg: 0.001, ug: 0.001 };
/** Words that may stand between a drug and its dose. */
const maxBetween = 3;
const temperature = /^(t|temp|temperature|température|fever|fieber)[.:]?$/i;
const degrees = /^°?[cf][.,;]?$|^°$/i;

/**
 * For each word of a line, whether it is a number in an implausible form: a run of five digits or
 * more that no label explains, a date that does not exist, a temperature of three digits, a
 * pressure without its stroke, a dose outside the range of its drug, or digits mixed with
 * characters that no number has.
 *
 * @param areFields of a form, which hold long numbers without a label on their line.
 */
export function implausibleNumbers(
  words: readonly string[],
  { ranges = doseRanges, areFields = false }: { ranges?: DoseRanges; areFields?: boolean } = {},
): boolean[] {
  return words.map((word, i) => {
    if (!isNumberToken(word) || (areFields && numberForm(word) === 'long')) return false;
    return isImplausible(words, i, ranges);
  });
}

function isImplausible(words: readonly string[], at: number, ranges: DoseRanges): boolean {
  const form = numberForm(words[at]);
  if (form === 'malformed' || form === 'bad date') return true;
  // 66.9 k and 1.2 m have most likely lost the rest of their unit.
  const next = words[at + 1] ?? '';
  if (next.length <= 3 && nearUnits(next).length > 0 && (!isUnitToken(next) || next === 'm')) return true;
  const label = words[at - 1] ?? '';
  if (form === 'long') return !words.slice(Math.max(0, at - 2), at).some(isNumberedLabel);
  const isWhole = form === 'integer';
  if (isWhole && isPressureLabel(label)) return true;
  const isTemperature = temperature.test(label) || degrees.test(words[at + 1] ?? '');
  if (isTemperature && isWhole && bareNumber(words[at]).length >= 3) return true;
  return isOutOfRange(words, at, ranges);
}

function isOutOfRange(words: readonly string[], at: number, ranges: DoseRanges): boolean {
  const dose = /^(\d+(?:[.,]\d+)?)([a-zµ]*)$/i.exec(bareNumber(words[at]));
  if (!dose) return false;
  const factor = milligrams[(dose[2] || bareNumber(words[at + 1] ?? '')).toLowerCase()];
  if (factor === undefined) return false;
  for (let i = at - 1; i >= Math.max(0, at - maxBetween); i--) {
    const name = words[i].toLowerCase().replace(/[^\p{L}]/gu, '');
    if (!Object.hasOwn(ranges, name)) continue;
    const [least, most] = ranges[name];
    const amount = Number(dose[1].replace(',', '.')) * factor;
    return amount < least || amount > most;
  }
  return false;
}
