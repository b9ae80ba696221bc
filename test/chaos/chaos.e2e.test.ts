import { runChaos } from '@longhand/bench';
import { allowedMs, hasRedisServer } from '@longhand/test-kit';
import { expect, it } from 'vitest';

// The whole suite, every step boundary and every store, is a command: longhand bench chaos. Here
// are the faults that cover most of it.
hasRedisServer(process.env);

it('loses nothing and doubles nothing, whatever is killed, emptied, failing or set wrong', async () => {
  const said: string[] = [];
  const run = await runChaos({ seed: 1, isShort: true, log: (line) => void said.push(line) });
  console.log([...said, ...run.skipped].join('\n'));
  // How long recovery takes is measured by the command, on a machine that does nothing else.
  const wrong = run.results.flatMap(({ fault, faults }) =>
    faults.filter((what) => !what.startsWith('recovery in')).map((what) => `${fault}: ${what}`),
  );
  expect(wrong).toEqual([]);
  expect(run.results.length).toBeGreaterThanOrEqual(4);
  for (const { recoverySeconds } of run.results) expect(recoverySeconds).toBeLessThan(allowedMs(120));
  expect(run.check).toMatchObject({ isSound: true, documents: run.results.reduce((sum, { files }) => sum + files, 0) });
});
