const below = (random: () => number, end: number): number => Math.floor(random() * end);

export const pickOne = <T>(random: () => number, list: readonly T[]): T => list[below(random, list.length)];

/** Lengths, sizes and counts that parsers stumble over. */
const numbers = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

type Mutation = (bytes: Buffer<ArrayBuffer>, random: () => number) => Buffer<ArrayBuffer>;

const mutations: readonly Mutation[] = [
  function flipBit(bytes, random) {
    bytes[below(random, bytes.length)] ^= 1 << below(random, 8);
    return bytes;
  },
  function setByte(bytes, random) {
    bytes[below(random, bytes.length)] = below(random, 256);
    return bytes;
  },
  function setNumber(bytes, random) {
    const [at, value] = [below(random, Math.max(1, bytes.length - 4)), pickOne(random, numbers)];
    if (bytes.length < 4) return bytes;
    if (random() < 0.5) bytes.writeUInt32BE(value, at);
    else bytes.writeUInt16LE(value & 0xffff, at);
    return bytes;
  },
  function cutOut(bytes, random) {
    const from = below(random, bytes.length);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + 1 + below(random, 64))]);
  },
  function repeat(bytes, random) {
    const from = below(random, bytes.length);
    const part = bytes.subarray(from, from + 1 + below(random, 64));
    return Buffer.concat([bytes.subarray(0, from), part, bytes.subarray(from)]);
  },
  function insert(bytes, random) {
    const from = below(random, bytes.length);
    const noise = Buffer.from(Array.from({ length: 1 + below(random, 16) }, () => below(random, 256)));
    return Buffer.concat([bytes.subarray(0, from), noise, bytes.subarray(from)]);
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, 1 + below(random, bytes.length));
  },
];

/**
 * A copy of `bytes` with one to six changes; half of them near the beginning, where headers are.
 * The same for the same random numbers.
 */
export function mutate(bytes: Buffer, random: () => number): Buffer<ArrayBuffer> {
  let changed = Buffer.from(bytes);
  for (let i = 1 + below(random, 6); i > 0 && changed.length > 0; i -= 1) {
    const change = pickOne(random, mutations);
    const headLength = Math.min(changed.length, 64);
    changed =
      random() < 0.5
        ? Buffer.concat([change(Buffer.from(changed.subarray(0, headLength)), random), changed.subarray(headLength)])
        : change(changed, random);
  }
  return changed;
}
