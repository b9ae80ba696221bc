import type { Logger } from '@longhand/log';
import type { LoggerService } from '@nestjs/common';

/** Lets Nest write to our log: its start messages at debug level, its errors as errors. */
export function nestLogger(log: Logger): LoggerService {
  const say =
    (level: 'debug' | 'warn' | 'error') =>
    (message: unknown, ...rest: unknown[]) => {
      const context = rest.at(-1);
      const from = typeof context === 'string' ? context : undefined;
      if (message instanceof Error) log[level]({ err: message, from }, 'nest');
      else log[level]({ from }, String(message));
    };
  return {
    log: say('debug'),
    debug: say('debug'),
    verbose: say('debug'),
    warn: say('warn'),
    error: say('error'),
    fatal: say('error'),
  };
}
