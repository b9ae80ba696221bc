/** What speaks for a claim, and whether it was right. */
export interface LogisticPoint {
  readonly x: readonly number[];
  readonly isRight: boolean;
}

/**
 * Logistic regression by Newton's method.
 *
 * @param start where weights stay that nothing speaks against: `prior` claims' worth.
 */
export function fitLogistic(points: readonly LogisticPoint[], start: readonly number[], prior = 1): number[] {
  const set = points.map(({ x, isRight }) => ({ x, y: isRight ? 1 : 0 }));
  const place = { start, prior };
  let own = [...start];
  for (let step = 0; step < 25; step++) {
    const gradient = own.map((value, i) => prior * (value - start[i]));
    const curve = own.map((_, i) => own.map((__, j) => (i === j ? prior : 0)));
    for (const { x, y } of set) {
      const p = 1 / (1 + Math.exp(-dot(own, x)));
      const weight = p * (1 - p);
      for (let i = 0; i < own.length; i++) {
        gradient[i] += (p - y) * x[i];
        for (let j = 0; j < own.length; j++) curve[i][j] += weight * x[i] * x[j];
      }
    }
    // Far from the answer the curve is flat and Newton leaps: half of the step, and half again,
    // until it leads downhill.
    const move = solve(curve, gradient);
    const before = costOf(set, own, place);
    let next = own;
    for (let part = 1; part > 1e-4; part /= 2) {
      next = own.map((value, i) => value - part * move[i]);
      if (costOf(set, next, place) < before) break;
      next = own;
    }
    if (next === own) break;
    own = next;
  }
  return own;
}

/** Minus the log likelihood, with the prior. */
function costOf(
  points: readonly { x: readonly number[]; y: number }[],
  own: readonly number[],
  { start, prior }: { start: readonly number[]; prior: number },
): number {
  let cost = (prior / 2) * own.reduce((sum, value, i) => sum + (value - start[i]) ** 2, 0);
  for (const { x, y } of points) {
    const z = dot(own, x);
    // log(1 + exp(z)) - y z, without overflow.
    cost += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y * z;
  }
  return cost;
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** x of A x = b for a small positive definite A, by elimination. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  for (let i = 0; i < rows.length; i++)
    for (let k = i + 1; k < rows.length; k++) {
      const factor = rows[k][i] / rows[i][i];
      for (let j = i; j <= rows.length; j++) rows[k][j] -= factor * rows[i][j];
    }
  const x = rows.map(() => 0);
  for (let i = rows.length - 1; i >= 0; i--) {
    const rest = x.reduce((sum, value, j) => (j > i ? sum + rows[i][j] * value : sum), 0);
    x[i] = (rows[i][rows.length] - rest) / rows[i][i];
  }
  return x;
}
