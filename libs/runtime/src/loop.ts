import type { Logger } from '@longhand/log';

export interface LoopOptions {
  /** Called repeatedly, never concurrently; should stop early when `signal` fires. */
  work: (signal: AbortSignal) => Promise<void>;
  /** Pause between two calls, in ms. */
  intervalMs: number;
  /** Name in the log. */
  what: string;
  log: Logger;
}

export interface Loop {
  /** Ends the current pause; if a call is running, another follows immediately. */
  kick(): void;
  /** Resolves when the running call, if any, has ended. */
  close(): Promise<void>;
}

/**
 * A failure is reported when the loop starts to fail, and again after this many failures in a row.
 */
const reportEvery = 60;

/** Runs `work` repeatedly with pauses until `close`. A failure ends only that call. */
export function startLoop({ work, intervalMs, what, log }: LoopOptions): Loop {
  const stop = new AbortController();
  let wake: (() => void) | undefined;
  let isKicked = false;
  let failures = 0;

  const rest = () =>
    new Promise<void>((resolve) => {
      if (isKicked || stop.signal.aborted) return resolve();
      const timer = setTimeout(resolve, intervalMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async () => {
    while (!stop.signal.aborted) {
      isKicked = false;
      try {
        await work(stop.signal);
        if (failures > 0) log.info({ failures }, `${what} works again`);
        failures = 0;
      } catch (error) {
        if (failures % reportEvery === 0) log.warn({ err: error, failures }, `${what} failed; retrying`);
        failures += 1;
        // A kick must not turn a failing loop into a busy one.
        isKicked = false;
      }
      await rest();
    }
  };
  const running = run();

  return {
    kick() {
      isKicked = true;
      wake?.();
    },
    async close() {
      stop.abort();
      wake?.();
      await running;
    },
  };
}
