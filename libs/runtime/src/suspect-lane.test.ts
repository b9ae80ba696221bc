import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { SuspectLane } from './suspect-lane.js';

/** One piece of work after another in a lane; `log` tells what began and what came to its end. */
function world() {
  const lane = new SuspectLane();
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  const run = (name: string, startsBefore: number, signal = new AbortController().signal) => {
    let starts = startsBefore;
    const counted = {
      begin: async () => ({ starts: ++starts }),
      handBack: async () => {
        starts -= 1;
      },
    };
    const result = lane.run(counted, signal, async (begun) => {
      log.push(`${name} begins as ${begun?.starts}`);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      log.push(`${name} ends`);
    });
    result.catch(() => undefined);
    return result;
  };
  const end = async (name: string) => {
    ends.get(name)?.();
    await settled();
  };
  return { log, run, end };
}
const settled = async () => {
  for (let i = 0; i < 10; i += 1) await turn();
};

it('runs work side by side, and alone what was started several times without an end', async () => {
  const { log, run, end } = world();
  const all = [run('a', 0), run('suspect', 2), run('b', 1)];
  await settled();
  expect(log).toEqual(['a begins as 1', 'b begins as 2']);
  all.push(run('late', 0));
  await settled();
  await end('a');
  // What came after the suspect waits for it.
  expect(log.slice(2)).toEqual(['a ends']);
  await end('b');
  expect(log.slice(3)).toEqual(['b ends', 'suspect begins as 3']);
  await end('suspect');
  expect(log.slice(5)).toEqual(['suspect ends', 'late begins as 1']);
  await end('late');
  await Promise.all(all);
});

it('runs two suspects one after the other, and goes on after one that fails', async () => {
  const lane = new SuspectLane();
  let beside = 0;
  const suspect = { begin: async () => ({ starts: 3 }), handBack: async () => undefined };
  const signal = new AbortController().signal;
  const results = await Promise.allSettled(
    [1, 2, 3].map((i) =>
      lane.run(suspect, signal, async () => {
        beside += 1;
        await settled();
        expect(beside).toBe(1);
        beside -= 1;
        if (i === 1) throw new Error('broken');
      }),
    ),
  );
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
});

it('gives up waiting when it is told to, and lets the others go on', async () => {
  const { log, run, end } = world();
  const [first, told] = [run('a', 0), new AbortController()];
  const waiting = run('suspect', 2, told.signal);
  await settled();
  const last = run('b', 0);
  await settled();
  told.abort(new Error('too late'));
  await expect(waiting).rejects.toThrow('too late');
  await settled();
  expect(log).toEqual(['a begins as 1', 'b begins as 1']);
  await end('a');
  await end('b');
  await Promise.all([first, last]);
});
