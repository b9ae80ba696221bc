import { spawn } from 'node:child_process';
import { childEnvironment } from '@longhand/config';
import { checkoutDir } from '../checkout-dir.js';
import { UsageError } from '../cli-error.js';
import type { Output } from '../terminal/output.js';
import { allSteps, checks, containers, type CheckStep, tests } from './steps.js';

const COUNTS = /^tests: (\d+) passed, (\d+) failed$/gm;

/**
 * Runs the checks and then the tests, all of them even when one fails, so that one run tells
 * everything. Each check counts as one test. The last line of standard output is `N passed, N
 * failed`.
 * @returns 0 when nothing failed, else 1
 */
export async function runSteps(only: string | undefined, out: Output, signal: AbortSignal): Promise<number> {
  if (only !== undefined && !allSteps.some((step) => step.name === only)) {
    throw new UsageError(
      `test: unknown step "${only}". Choose one of: ${allSteps.map((step) => step.name).join(', ')}.`,
    );
  }
  let passed = 0;
  let failed = 0;
  for (const step of checks.filter(({ name }) => only === undefined || name === only)) {
    const started = Date.now();
    const { code, output } = await runScript(step, signal, 'quiet');
    const seconds = `${((Date.now() - started) / 1000).toFixed(1)} s`;
    if (code === 0) passed += 1;
    else failed += 1;
    out.note(`${code === 0 ? out.paint('green', 'ok    ') : out.paint('red', 'FAILED')} ${step.title} (${seconds})`);
    if (code !== 0) out.note(output.trimEnd());
    out.json({ step: step.name, ok: code === 0 });
  }
  for (const step of [tests, containers].filter(({ name }) => only === undefined || name === only)) {
    const { code, output } = await runScript(step, signal, 'shown');
    const counts = [...output.matchAll(COUNTS)].at(-1);
    passed += Number(counts?.[1] ?? 0);
    // A run that ended without its own count failed as a whole.
    failed += counts ? Math.max(Number(counts[2]), code === 0 ? 0 : 1) : 1;
  }
  out.json({ passed, failed });
  out.text(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function runScript(
  { script }: CheckStep,
  signal: AbortSignal,
  mode: 'quiet' | 'shown',
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', script], {
      cwd: checkoutDir,
      // One line of counts: ours, with the checks in it.
      env: childEnvironment({ LONGHAND_COUNTS_ELSEWHERE: '1' }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Ctrl-C reaches the child by itself (same process group); a SIGTERM is passed on.
    signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
    let output = '';
    const take = (chunk: string) => {
      output += chunk;
      if (mode === 'shown') process.stderr.write(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.once('error', reject);
    child.once('close', (code) => (signal.aborted ? reject(signal.reason) : resolve({ code: code ?? 1, output })));
  });
}
