import type { ParseArgsConfig } from 'node:util';
import type { Config } from '@longhand/config';
import type { Output } from './terminal/output.js';

export type OptionValues = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** What every command is given. */
export interface CommandInput {
  values: OptionValues;
  /** The words that are not options: files, a batch id, words to look for. */
  words: readonly string[];
  out: Output;
  config: Config;
  /** Absolute path of the folder that holds everything an embedded system keeps. */
  dataDir: string;
  /** Aborted when the program is asked to end; its reason is an Interrupted. */
  signal: AbortSignal;
}

export interface Command {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** What follows the name, such as `FILE...`. */
  usage: string;
  /** One line per option of its own: `--wait` and what it does. */
  optionHelp?: readonly (readonly [option: string, meaning: string])[];
  examples: readonly string[];
  options?: NonNullable<ParseArgsConfig['options']>;
  /** Hands every word after the name to `run` unread, for commands that read their own. */
  isRaw?: boolean;
  /** @returns the exit code */
  run(input: CommandInput): Promise<number>;
}
