import { AppError } from '@longhand/core';

/**
 * The time of a try by the clock was over. That says something of the machine and nothing of the
 * job: it goes on later.
 */
export class TimeUp extends AppError {
  constructor() {
    super('job.timeout', 'The step took too long because the machine is busy. It will be continued later.');
  }
}

/**
 * Runs one try of a job with a time limit by the clock. When the time is over, or `stop` fires, the
 * signal that `work` got is aborted and the returned promise rejects at once, whether `work`
 * listens or not.
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
    // The loser of the race may still reject with nobody left to hear it.
    running.catch(() => undefined);
    ended.catch(() => undefined);
    await Promise.race([running, ended]);
  } finally {
    clearTimeout(timer);
    if (giveUp) signal.removeEventListener('abort', giveUp);
  }
}
