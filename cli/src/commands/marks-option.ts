import { type Marks, marksKinds } from '@longhand/core';
import { UsageError } from '../cli-error.js';

/**
 * What `--marks` says; undefined when it was not given. Throws `UsageError` for anything but the
 * three kinds.
 */
export function marksOf(command: string, value: unknown): Marks | undefined {
  if (value === undefined) return undefined;
  const marks = marksKinds.find((kind) => kind === value);
  if (!marks) throw new UsageError(`${command}: unknown marks "${value}". Choose one of: ${marksKinds.join(', ')}.`);
  return marks;
}
