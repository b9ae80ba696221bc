import type { Command } from './command.js';
import { exitCodeHelp } from './exit-codes.js';

/** Options of every command. */
export const COMMON_OPTIONS = [
  ['--data DIR', 'data folder of the embedded system (default: ~/.longhand)'],
  ['--json', 'write JSON lines to standard output, and everything else to standard error'],
  ['--help', 'this help'],
] as const;

const rows = (pairs: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...pairs.map(([left]) => left.length)) + 2;
  return pairs.map(([left, right]) => `  ${left.padEnd(width)}${right}`);
};

/** The list of all commands. */
export function helpOfAll(commands: readonly Command[]): string {
  return [
    'Longhand turns scans and photos of handwritten records into searchable text.',
    '',
    'Usage: longhand COMMAND [options]',
    '',
    ...rows(commands.map(({ name, summary }) => [name, summary] as const)),
    '',
    'Options of every command:',
    ...rows(COMMON_OPTIONS),
    '',
    'Examples:',
    ...commands.slice(0, 8).map(({ examples }) => `  ${examples[0]}`),
    '',
    'Exit codes:',
    ...rows(exitCodeHelp),
    '',
    'longhand COMMAND --help describes a command. docs/configuration.md lists every setting.',
  ].join('\n');
}

export function helpOf({ name, summary, usage, optionHelp = [], examples }: Command): string {
  return [
    `longhand ${name}: ${summary}.`,
    '',
    `Usage: longhand ${name} ${usage}`.trimEnd(),
    '',
    'Options:',
    ...rows([...optionHelp, ...COMMON_OPTIONS]),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
  ].join('\n');
}
