import { allowedMs, type Program, startProgram, until } from '@longhand/test-kit';
import { describe, expect, it } from 'vitest';

async function start(stop: string): Promise<Program> {
  const program = startProgram(new URL('./shutdown-program.test-suite.ts', import.meta.url), { stop });
  await until('the program is up', () => program.output().includes('ready'));
  return program;
}

describe('onShutdown', () => {
  it('stops once and ends with 0, at SIGTERM and at SIGINT', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const program = await start('quick');
      expect(await program.end(signal)).toBe(0);
      expect(program.output()).toContain('stopped');
    }
  });

  it('ends with 1 when stopping fails', async () => {
    expect(await (await start('fails')).end('SIGTERM')).toBe(1);
  });

  it('ends with 1 after ten seconds when stopping never ends, and at once at a second signal', async () => {
    const patient = await start('never');
    const hasty = await start('never');
    const begin = performance.now();
    const ending = patient.end('SIGTERM');
    const second = hasty.end('SIGTERM');
    expect(
      await Promise.race([
        second,
        until('a moment', () => performance.now() - begin > 500).then(() => 'still running'),
      ]),
    ).toBe('still running');
    expect(await hasty.end('SIGTERM')).toBe(1);
    expect(performance.now() - begin).toBeLessThan(allowedMs(5_000));
    expect(await ending).toBe(1);
    expect(performance.now() - begin).toBeGreaterThan(9_500);
    expect(performance.now() - begin).toBeLessThan(allowedMs(14_000));
  });
});
