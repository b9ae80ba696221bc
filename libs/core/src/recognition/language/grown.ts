type Numbers = Uint8Array | Uint16Array | Int32Array | Float64Array;

/** An array of `size` numbers that begins with those of `old`. */
export function grown<T extends Numbers>(old: T, size: number): T {
  const larger = new (old.constructor as new (length: number) => T)(size);
  larger.set(old);
  return larger;
}
