export type ReviewRisk = 'dose' | 'number' | 'date' | 'name' | 'word';

const UNIT = /^\d*[.,]?\d*\s*(mg|mcg|µg|ug|g|kg|ml|l|mmol|mmhg|iu|ie|units?|tabs?|tbl|drops?|gtt|bpm|%)\.?$/i;
/** `tds`, and 1-0-1 for morning, noon and night. */
const FREQUENCY = /^(\d[-x×/]\d([-x×/]\d){0,2}|od|bd|tds|qds|qid|tid|bid|prn|nocte|mane|daily|stat)\.?$/i;
const MONTHS = [
  'january february march april may june july august september october november december',
  'jan feb mar apr jun jul aug sep sept oct nov dec',
  'januar jänner februar märz mai juni juli oktober dezember okt dez',
  'janvier février mars avril juin juillet août septembre octobre novembre décembre janv févr avr juil',
];
const MONTH = new RegExp(`^(${MONTHS.join(' ').replaceAll(' ', '|')})\\.?$`, 'iu');
const DAY = /^\d{1,4}[./-]\d{1,2}([./-]\d{0,4})?$|^(19|20)\d\d$/;
/** Letters that readers confuse with digits. */
const DIGIT_LIKE = /^[\dOoIlSsBZz.,]*\d[\dOoIlSsBZz.,]*$/;
const RISKS: readonly ReviewRisk[] = ['dose', 'number', 'date', 'name', 'word'];

/**
 * The kind of a word, from its letters and the word before it: an error in a dose does harm, an
 * error in a filler word does not.
 */
export function reviewRisk(text: string, before = ''): ReviewRisk {
  const word = text.replace(/^[("'“]+|[)"'”,;:]+$/g, '');
  if (UNIT.test(word) || FREQUENCY.test(word)) return 'dose';
  if (DAY.test(word) || MONTH.test(word)) return 'date';
  if (DIGIT_LIKE.test(word) || /\d/.test(word)) return 'number';
  // A capital that no full stop before it explains.
  if (/^\p{Lu}\p{Ll}+/u.test(word) && before !== '' && !/[.!?:]$/.test(before)) return 'name';
  return 'word';
}

/** For sorting: less is riskier. */
export const rankOfRisk = (risk: ReviewRisk): number => RISKS.indexOf(risk);
