import { resolve } from 'node:path';
import { homedir } from 'node:os';
import { parseArgs } from 'node:util';
import { UsageError } from './cli-error.js';
import type { Command, OptionValues } from './command.js';

const COMMON = {
  json: { type: 'boolean' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface CommandLine {
  /** Undefined: the list of commands is wanted. */
  command?: Command;
  values: OptionValues;
  words: string[];
  isJson: boolean;
  wantsHelp: boolean;
  /** Absolute path of the data folder. */
  dataDir: string;
}

/** @throws UsageError for an unknown command or option */
export function parseCommandLine(args: readonly string[], commands: readonly Command[]): CommandLine {
  const defaults = { values: {}, words: [], isJson: false, dataDir: dataDirOf(undefined) };
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || (name === 'help' && rest.length === 0))
    return { ...defaults, wantsHelp: true };
  if (name === 'help') return { ...defaults, command: commandOf(rest[0], commands), wantsHelp: true };
  const command = commandOf(name, commands);
  if (command.isRaw) return { ...defaults, command, words: rest, isJson: rest.includes('--json'), wantsHelp: false };
  const { values, positionals } = parseWords(command, rest);
  return {
    command,
    values,
    words: positionals,
    isJson: values.json === true,
    wantsHelp: values.help === true,
    dataDir: dataDirOf(values.data),
  };
}

function commandOf(name: string, commands: readonly Command[]): Command {
  const command = commands.find((one) => one.name === name);
  if (!command) throw new UsageError(`unknown command "${name}". "longhand --help" lists all commands.`);
  return command;
}

function parseWords(command: Command, args: string[]): { values: OptionValues; positionals: string[] } {
  try {
    return parseArgs({ args, options: { ...COMMON, ...command.options }, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(
      `${command.name}: ${(error as Error).message} "longhand ${command.name} --help" shows its options.`,
    );
  }
}

function dataDirOf(value: unknown): string {
  return typeof value === 'string' && value !== '' ? resolve(value) : resolve(homedir(), '.longhand');
}
