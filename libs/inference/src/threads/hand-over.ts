import { move, transferableSymbol, valueSymbol } from 'piscina';

/** The answer of a thread's program, its buffers handed over instead of copied. */
export function handOver(value: object, buffers: readonly ArrayBuffer[]): unknown {
  return move({ [transferableSymbol]: buffers, [valueSymbol]: value } as unknown as Parameters<typeof move>[0]);
}
