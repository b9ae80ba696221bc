import { expect } from 'vitest';

export interface SeenAnswers {
  statuses: Map<number, number>;
  /** Answers of 503 without a time to come back. */
  untold: number;
}

const paths = ['/v1/documents', '/v1/batches', '/v1/me', '/v1/search?q=a', '/v1/review', '/v1/keys', '/v1/usage'];
const people = 12;

/**
 * Asks again and again for as long as `during` takes, by twelve people at once, and counts the
 * answers.
 */
export async function askMeanwhile(
  call: (path: string) => Promise<Response>,
  during: Promise<unknown>,
): Promise<SeenAnswers> {
  const seen: SeenAnswers = { statuses: new Map(), untold: 0 };
  let isOver = false;
  // Whether it went well is told to whoever began it.
  const end = () => {
    isOver = true;
  };
  during.then(end, end);
  const person = async (first: number) => {
    for (let i = first; !isOver; i += 1) {
      const response = await call(paths[i % paths.length]);
      await response.arrayBuffer();
      seen.statuses.set(response.status, (seen.statuses.get(response.status) ?? 0) + 1);
      if (response.status === 503 && !response.headers.get('retry-after')) seen.untold += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  await Promise.all(Array.from({ length: people }, (_, i) => person(i)));
  await during;
  return seen;
}

/** No answer blames us: only what was done, or "come back later". */
export function expectHonest(what: string, { statuses, untold }: SeenAnswers): void {
  console.log(`${what}: ${[...statuses].map(([status, count]) => `${count} x ${status}`).join(', ')}`);
  expect([...statuses.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([]);
  expect(untold).toBe(0);
}
