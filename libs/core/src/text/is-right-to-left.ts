const strong = /\p{L}/u;
const rightToLeft = /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u;

/**
 * Whether a text runs from right to left: its first letter decides, as with HTML's `dir="auto"`.
 */
export function isRightToLeft(text: string): boolean {
  return rightToLeft.test(strong.exec(text)?.[0] ?? '');
}
