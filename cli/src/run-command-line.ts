import { ConfigError, loadConfig } from '@longhand/config';
import { AppError } from '@longhand/core';
import { CliError, Interrupted } from './cli-error.js';
import { allCommands } from './commands/all-commands.js';
import { parseCommandLine } from './parse-command-line.js';
import { helpOf, helpOfAll } from './print-help.js';
import { Output } from './terminal/output.js';

/**
 * Runs one command line from its words to its exit code: 0 well, 1 failed, 2 wrong command line,
 * 128 + n ended by a signal. Whatever goes wrong is said in one line.
 */
export async function runCommandLine(args: readonly string[], signal: AbortSignal): Promise<number> {
  let out = new Output(args.includes('--json'));
  try {
    const line = parseCommandLine(args, allCommands);
    out = new Output(line.isJson);
    if (!line.command || line.wantsHelp) {
      process.stdout.write(`${line.command ? helpOf(line.command) : helpOfAll(allCommands)}\n`);
      return 0;
    }
    const { values, words, dataDir } = line;
    return await line.command.run({ values, words, out, config: loadConfig(), dataDir, signal });
  } catch (thrown) {
    const error = signal.aborted && signal.reason instanceof Interrupted ? signal.reason : thrown;
    out.note(`longhand: ${sentenceOf(error)}`);
    if (error instanceof CliError) return error.exitCode;
    return 1;
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof CliError || error instanceof ConfigError) return error.message;
  if (error instanceof AppError) return `${error.message} (${error.code})`;
  if (error instanceof AggregateError) return [error.message, ...error.errors.map(sentenceOf)].join('; ');
  // Not a failure that somebody foresaw: whoever mends it needs the place.
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
