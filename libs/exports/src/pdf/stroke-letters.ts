/**
 * Strokes on a grid 4 wide and 6 high, origin bottom left; points of a stroke as digit pairs,
 * strokes separated by spaces.
 */
const strokes: Readonly<Record<string, string>> = {
  A: '002640 1232',
  B: '0006364544330333 33424130 0030',
  C: '4536160501103041',
  D: '00062645413000',
  E: '46060040 0333',
  F: '460600 0333',
  G: '453616050110304143 4323',
  H: '0006 4046 0343',
  I: '2026',
  J: '4641301001',
  K: '0006 460340',
  L: '060040',
  M: '0006234640',
  N: '00064046',
  O: '100105163645413010',
  P: '00063645443303',
  Q: '100105163645413010 2240',
  R: '00063645443303 2340',
  S: '4536160504133342413010',
  T: '0646 2620',
  U: '060110304146',
  V: '062046',
  W: '0610233046',
  X: '0046 0640',
  Y: '062346 2320',
  Z: '06460040',
  '0': '100105163645413010',
  '1': '052620',
  '2': '051636454400 0040',
  '3': '0646234341301001',
  '4': '30360242',
  '5': '4606033342413001',
  '6': '36160501103041423303',
  '7': '064610',
  '8': '130405163645443313 13020110304142 3342',
  '9': '10304145361605041343',
  '.': '2021',
  ':': '2122 2425',
};

/**
 * PDF operators that stroke a line of capitals, digits, "." and ":", for visible words without a
 * font. Other characters become gaps.
 * @param place where the line begins: its left end and its baseline, in points; `size` is the
 *   height of a capital
 */
export function strokedText(text: string, place: { x: number; y: number; size: number }): string {
  const unit = place.size / 6;
  const at = (x: number, y: number) => `${(place.x + x * unit).toFixed(2)} ${(place.y + y * unit).toFixed(2)}`;
  const operators: string[] = [];
  for (const [i, sign] of [...text.toUpperCase()].entries()) {
    for (const stroke of (strokes[sign] ?? '').split(' ')) {
      for (let p = 0; p + 1 < stroke.length; p += 2) {
        operators.push(`${at(i * 6 + Number(stroke[p]), Number(stroke[p + 1]))} ${p === 0 ? 'm' : 'l'}`);
      }
      if (stroke) operators.push('S');
    }
  }
  return `q ${(unit * 0.7).toFixed(2)} w 1 J 1 j\n${operators.join('\n')}\nQ\n`;
}

/** The length of a line of `count` characters, in points. */
export const strokedLength = (count: number, size: number): number => count * size;
