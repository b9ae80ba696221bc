import { AppError } from '@longhand/core';

/**
 * Runs one try of a job with a time limit. When the time is over, or `stop` fires, the signal that `work` got is aborted and the returned
 * promise rejects at once, whether `work` listens or not.
 * @throws AppError job.timeout, or whatever `stop` was aborted with
 */
export async function runTry(
  work: (signal: AbortSignal) => Promise<void>,
  { timeoutMs, stop }: { timeoutMs: number; stop: AbortSignal },
): Promise<void> {
  const ending = new AbortController();
  const signal = AbortSignal.any([ending.signal, stop]);
  const timer = setTimeout(() => {
    ending.abort(
      new AppError('job.timeout', 'The step took too long and was ended: try again, or with a smaller file.'),
    );
  }, timeoutMs);
  let giveUp: (() => void) | undefined;
  const ended = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    const running = signal.aborted ? ended : work(signal);
    // The loser of the race may still reject with nobody left to hear it.
    running.catch(() => undefined);
    ended.catch(() => undefined);
    await Promise.race([running, ended]);
  } finally {
    clearTimeout(timer);
    if (giveUp) signal.removeEventListener('abort', giveUp);
  }
}
