import { availableParallelism } from 'node:os';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { AppError } from '@longhand/core';

/** Node's parseArgs, with its complaints as errors that a person may read. */
export function parseOptions<Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new AppError(
      'cli.invalid_option',
      `${(error as Error).message.replace(/\.? To specify.*$/s, '')}. See --help.`,
    );
  }
}

/** A thread per core, as a power of two, so that any usual batch can be dealt out evenly. */
export const defaultWorkers = (): number => 2 ** Math.min(4, Math.floor(Math.log2(availableParallelism())));

/** `28x28` -> height and width. */
export function sizeOption(option: string, text: string): { height: number; width: number } {
  const [, height, width] = /^(\d{1,3})x(\d{1,3})$/.exec(text) ?? invalidOption(option, 'it should look like 28x28');
  return { height: Number(height), width: Number(width) };
}

export function oneOf<Name extends string>(option: string, value: string, names: readonly Name[]): Name {
  return names.find((name) => name === value) ?? invalidOption(option, `choose one of ${names.join(', ')}`);
}

export function invalidOption(option: string, what: string): never {
  throw new AppError('cli.invalid_option', `The option ${option} is not usable: ${what}.`);
}
