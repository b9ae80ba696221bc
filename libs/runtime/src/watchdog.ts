import type { Logger } from '@longhand/log';

export interface WatchdogOptions {
  isHealthy: () => boolean;
  log: Logger;
  /** Ends the process so that its supervisor starts it again. */
  end: () => void;
  /** How long a process may be ill without a break, ms (default 60,000). */
  patienceMs?: number;
}

const intervalMs = 5_000;

/**
 * Calls `end` once, after a line in the log, when the process has been ill for longer than
 * `patienceMs`.
 */
export function startWatchdog({ isHealthy, log, end, patienceMs = 60_000 }: WatchdogOptions): { close(): void } {
  let illSince: number | undefined;
  const timer = setInterval(() => {
    if (isHealthy()) {
      illSince = undefined;
      return;
    }
    // Counted from our own first look: a machine that slept is not ill at once.
    illSince ??= Date.now();
    if (Date.now() - illSince <= patienceMs) return;
    clearInterval(timer);
    log.error({ illForMs: Date.now() - illSince }, 'no longer takes jobs; ending, so that it is restarted');
    end();
  }, intervalMs);
  timer.unref();
  return { close: () => clearInterval(timer) };
}
