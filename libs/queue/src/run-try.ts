import { AppError } from '@longhand/core';

/**
 * An attempt exceeded its time limit. This is a property of the machine, not of the job, which
 * continues later.
 */
export class TimeUp extends AppError {
  constructor() {
    super('job.timeout', 'The step took too long because the machine is busy. It will be continued later.');
  }
}

/**
 * Runs one attempt of a job with a limit on elapsed time. When the time is over, or `stop` fires,
 * the signal passed to `work` is aborted and the returned promise rejects immediately, whether
 * `work` listens or not.
 * @throws TimeUp, or whatever `stop` was aborted with
 */
export async function runTry(
  work: (signal: AbortSignal) => Promise<void>,
  { timeoutMs, stop }: { timeoutMs: number; stop: AbortSignal },
): Promise<void> {
  const ending = new AbortController();
  const signal = AbortSignal.any([ending.signal, stop]);
  const timer = setTimeout(() => {
    ending.abort(new TimeUp());
  }, timeoutMs);
  let giveUp: (() => void) | undefined;
  const ended = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    const running = signal.aborted ? ended : work(signal);
    // The loser of the race may still reject after nobody listens any more.
    running.catch(() => undefined);
    ended.catch(() => undefined);
    await Promise.race([running, ended]);
  } finally {
    clearTimeout(timer);
    if (giveUp) signal.removeEventListener('abort', giveUp);
  }
}
