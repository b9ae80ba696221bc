import type { Logger } from '@longhand/log';

export interface LoopOptions {
  /** Called over and over, never twice at a time; stop early when `signal` fires. */
  work: (signal: AbortSignal) => Promise<void>;
  /** Rest between two calls, ms. */
  intervalMs: number;
  /** Name in the log. */
  what: string;
  log: Logger;
}

export interface Loop {
  /** Ends the present rest; a call that is running is followed by another at once. */
  kick(): void;
  /** Resolves when the call in hand, if any, has ended. */
  close(): Promise<void>;
}

/**
 * A failure is reported when the loop begins to fail, and again after this many failures in a row,
 * not every time.
 */
const reportEvery = 60;

/** Runs `work` with rests in between until `close`. A failure ends that call only. */
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
