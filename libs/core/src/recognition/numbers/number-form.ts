import { isNumberToken, isUnitToken } from './number-token.js';
import { numberSettings } from './number-settings.js';

const { context } = numberSettings;
const bonuses: Readonly<Record<Exclude<NumberForm, 'long'>, number>> = numberSettings.ofForm;

/** The form of a word with a digit. */
export type NumberForm =
  | 'integer'
  | 'long' // five digits or more in a run
  | 'decimal'
  | 'date'
  | 'bad date' // has the form of a date that does not exist
  | 'time'
  | 'pressure'
  | 'ratio'
  | 'scheme' // 1-0-1, 555-1234
  | 'dose' // with its unit written to it
  | 'ordinal'
  | 'code'
  | 'malformed';

/** Signs that may stand around a number without being part of it. */
const around = /^[("'“«]+|[)"'”»,;:!?]+$/g;
const trailingDot = /(?<=[\p{L}\p{Nd}])\.$/u;

export const bareNumber = (text: string): string => text.replace(around, '').replace(trailingDot, '');

/** The form of a word with a digit, from its characters alone. */
export function numberForm(text: string): NumberForm {
  const t = bareNumber(text);
  if (/^\d{1,4}$/.test(t)) return 'integer';
  if (/^[+#]?\d{5,}$/.test(t)) return 'long';
  if (/^[£$€]?\d{1,3}([,.' ]\d{3})+([.,]\d{1,2})?$/.test(t) || /^[-+±<>~£$€]?\d{1,4}[.,]\d{1,3}$/.test(t))
    return 'decimal';
  const date = /^(\d{1,4})([./-])(\d{1,2})\2(\d{2,4})$/.exec(t);
  if (date) return isDate(date[1], date[3], date[4]) ? 'date' : /^\d{1,2}$/.test(date[1]) ? 'bad date' : 'malformed';
  const time = /^(\d{1,2})[:h](\d{2})$/.exec(t);
  if (time && Number(time[1]) < 24 && Number(time[2]) < 60) return 'time';
  const pressure = /^(\d{2,3})\/(\d{2,3})$/.exec(t);
  if (pressure && isPressure(Number(pressure[1]), Number(pressure[2]))) return 'pressure';
  // 131/5 and 15:5 have lost a digit.
  if (/^\d{1,2}\/\d{1,3}$/.test(t) || /^\d{3}\/\d{2,3}$/.test(t) || /^\d:\d{1,4}$/.test(t)) return 'ratio';
  if (/^\+?\d{1,4}(-\d{1,4}){1,4}$/.test(t)) return 'scheme';
  if (/^(\d{1,3}(st|nd|rd|th|e|er|re|o|me|eme|ème|°|º)|[12]\d{3}s)$/i.test(t)) return 'ordinal';
  const unit = /^[-+<>~x×]?\d{1,4}([.,/]\d{1,3})?(\D{1,6})$/.exec(t);
  if (unit && isUnitToken(unit[2])) return 'dose';
  if (/^[-+±<>~£$€x×#]\d{1,4}$/i.test(t)) return 'integer';
  if (/^\p{Lu}{1,3}[-.]?\d{1,8}(\.\d)?$/u.test(t)) return 'code';
  return 'malformed';
}

function isDate(a: string, b: string, c: string): boolean {
  const [first, middle, last] = [a, b, c].map(Number);
  const [year, month, day] = a.length === 4 ? [first, middle, last] : [last, middle, first];
  if (a.length === 3 || c.length === 3 || (a.length === 4 && c.length > 2)) return false;
  const exists = (m: number, d: number) =>
    m >= 1 && m <= 12 && d >= 1 && d <= new Date(Date.UTC(year, m, 0)).getUTCDate();
  // Day and month may stand in either order.
  return exists(month, day) || (a.length < 4 && exists(day, month));
}

const isPressure = (systolic: number, diastolic: number): boolean =>
  systolic >= 50 && systolic <= 280 && diastolic >= 20 && diastolic <= 160 && systolic > diastolic;

/** Signs within a number that a dot in the ink accounts for. */
export const dottedSigns = (text: string): number => (text.match(/[.,:;!?ij](?=.)/g) ?? []).length;

const phone = 'tel|tél|telephone|phone|ph|fax|mobile|mob|cell';
const phoneLabel = new RegExp(`^(${phone})[.:]?$`, 'i');
/** Labels before which a long run of digits is to be expected. */
const numbered = new RegExp(
  `^(${phone}|mrn|nhs|no|nr|n|nº|n°|num|number|record|rec|file|folio|ref|id|reg|case|acc|account|policy|code|` +
    'barcode|zip|sn|serial)$',
  'i',
);

const isPhoneLabel = (word: string): boolean => phoneLabel.test(word);
const pressureLabel = /^(bp|b\.p\.|ta|rr|pressure|blutdruck|tension)[.:]?$/i;
const timeLabel = /^(at|time|um|à|vers|visit|visite|clock|uhr)[.:]?$/i;
export const isPressureLabel = (word: string): boolean => pressureLabel.test(word);

export const isNumberedLabel = (word: string): boolean => numbered.test(word.replace(/[.:#]+$/g, ''));

/**
 * The contribution of a word in a group of numbers to the score of a reading, in nats: forms that
 * are usual in records are slightly more probable than others that the ink also allows. It only
 * ranks readings and never creates one.
 *
 * @param before the words before it, the nearest last.
 */
export function formBonus(text: string, before: readonly string[], isKnown: (word: string) => boolean): number {
  const last = before.at(-1) ?? '';
  if (!isNumberToken(text)) {
    if (isUnitToken(text) && isNumberToken(last)) return context.unitAfterNumber;
    const letters = text.replace(/[^\p{L}]/gu, '');
    if (letters === '') return context.signsOnly;
    return isKnown(letters.toLowerCase()) ? 0 : context.lettersOnly;
  }
  const form = numberForm(text);
  if (form === 'long') return before.slice(-2).some(isNumberedLabel) || /^0\d{8,10}$/.test(text) ? 0 : context.longRun;
  // Two bare numbers side by side are mostly one that was cut.
  const isCut = isNumberToken(last) && /^[\d(/]/.test(text) && /\d$/.test(last) && !before.slice(-3).some(isPhoneLabel);
  const isExpected = (form === 'pressure' && pressureLabel.test(last)) || (form === 'time' && timeLabel.test(last));
  return bonuses[form] + (isExpected ? context.expected : 0) - (isCut ? context.cut : 0);
}
