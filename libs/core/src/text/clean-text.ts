const isPlain = /^[\x20-\x5f\x61-\x7e]*$/;
/**
 * Marks for the joining or direction of letters, and soft hyphens: nobody types them into a search.
 */
const invisible = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\u034f|\p{Variation_Selector}/gu;
/** All characters that keyboards and typesetters use as an apostrophe. */
const apostrophe = /[`´‘’‛ʹʻʼʽˈˊˋ′‵՚׳＇]/gu;
const fraction = /(\p{N})?([¼-¾⅐-⅞])/gu;
/**
 * A superscript digit after a digit is an exponent or a note reference, not another digit of the
 * number.
 */
const raised = /(?<=\d)(?=[²³¹⁰⁴-⁹])/gu;
const nativeDigit = /(?![0-9])\p{Nd}/gu;

/**
 * A text in the characters that are used for comparison: one apostrophe, ASCII digits, `1/2` for ½,
 * compatibility forms resolved (ligatures, full width, H₂O), without invisible marks; composed
 * (NFC). Capitals and accents stay.
 */
export function cleanText(text: string): string {
  if (isPlain.test(text)) return text;
  return text
    .replace(invisible, '')
    .replace(apostrophe, "'")
    .replace(raised, ' ')
    .replace(fraction, (_, before: string | undefined, sign: string) => `${before ? `${before} ` : ''}${sign}`)
    .normalize('NFKC')
    .replace(/⁄/g, '/')
    .replace(nativeDigit, digitValue);
}

/**
 * Unicode's decimal digits come in runs of ten, 0 first, and adjacent runs are exactly ten apart.
 */
function digitValue(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}
