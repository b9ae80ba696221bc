import type { Logger } from '@longhand/log';

const exitTimerMs = 10_000;

/**
 * Runs `stop` once at SIGTERM or SIGINT (or when the returned function is called) and then ends the
 * process: with 0 (or the code given), or with 1 when `stop` fails or takes longer than ten
 * seconds. A second signal ends it immediately.
 */
export function onShutdown(log: Logger, stop: () => Promise<void>): (reason: string, exitCode?: number) => void {
  let isStopping = false;
  const shutDown = (reason: string, exitCode = 0) => {
    if (isStopping) {
      log.warn({ reason }, 'asked to stop a second time; ending at once');
      process.exit(1);
    }
    isStopping = true;
    log.info({ reason }, 'stopping');
    const timer = setTimeout(() => {
      log.error('stopping took too long; ending at once');
      process.exit(1);
    }, exitTimerMs);
    timer.unref();
    stop().then(
      () => process.exit(exitCode),
      (error) => {
        log.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => shutDown('SIGTERM'));
  process.on('SIGINT', () => shutDown('SIGINT'));
  return shutDown;
}
