import { AppError } from '@longhand/core';

/** The value of an option that counts something. @throws AppError cli.invalid_option */
export function wholeNumberOption(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new AppError(
      'cli.invalid_option',
      `The option ${option} is not usable: it should be a whole number above 0.`,
    );
  return value;
}
