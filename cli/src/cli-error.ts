import { exitCodes } from './exit-codes.js';

/** A failure that is said in one sentence; the program ends with `exitCode`. */
export class CliError extends Error {
  override readonly name: string = 'CliError';
  readonly exitCode: number;

  constructor(message: string, options: { exitCode?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode ?? exitCodes.failed;
  }
}

/** The command line itself is wrong: exit code 2. */
export class UsageError extends CliError {
  override readonly name = 'UsageError';

  constructor(message: string) {
    super(message, { exitCode: exitCodes.wrongCommandLine });
  }
}

/** A person or the machine asked for the end. */
export class Interrupted extends CliError {
  override readonly name = 'Interrupted';

  constructor(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
    super(`ended by ${signal}`, { exitCode: { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal] });
  }
}
