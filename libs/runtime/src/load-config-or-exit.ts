import { type Config, ConfigError, loadConfig } from '@longhand/config';

/**
 * The configuration, for the first line of a program: a bad setting ends the process with one
 * sentence and exit code 1.
 */
export function loadConfigOrExit(service: string): Config {
  try {
    return loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`The ${service} cannot start: ${error.message}\n`);
    process.exit(1);
  }
}
