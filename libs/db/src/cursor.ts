import { AppError } from '@longhand/core';

/** The end of a list, as an opaque string with the sort values of its last row. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * The sort values in a cursor, of the given types in that order.
 * @throws AppError request.bad_cursor
 */
export function decodeCursor(cursor: string, types: readonly ('time' | 'number' | 'uuid')[]): (string | number)[] {
  const values = parse(cursor);
  if (!Array.isArray(values) || values.length !== types.length || !types.every((type, i) => isOf(type, values[i]))) {
    throw new AppError('request.bad_cursor', 'This cursor does not belong to this list. Start again without it.');
  }
  return values;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function isOf(type: 'time' | 'number' | 'uuid', value: unknown): boolean {
  if (type === 'time') return typeof value === 'string' && !Number.isNaN(Date.parse(value));
  if (type === 'uuid') return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
  return typeof value === type;
}
