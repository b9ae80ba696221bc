/** The logarithm of 0. */
export const never = Number.NEGATIVE_INFINITY;

/** log(exp(a) + exp(b)) without overflow; either may be the logarithm of 0. */
export function logAdd(a: number, b: number): number {
  if (a === never) return b;
  if (b === never) return a;
  return a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b));
}
