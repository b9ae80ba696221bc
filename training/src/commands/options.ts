import { AppError } from '@longhand/core';

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
