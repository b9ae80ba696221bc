import { AppError } from '../../errors.js';

/**
 * A character n-gram model with back-off as a tree of characters in breadth-first order: the node
 * of a run of characters is the child of the run without its last one. Node 0 is the empty run and
 * is not in the arrays: entry i belongs to node i + 1.
 */
export interface PackedNgrams {
  order: number;
  /** Character of code i + 1; code 0 is the beginning of a line. */
  characters: string;
  /** Nodes of each depth from 1 to `order`. */
  levels: readonly number[];
  /** Last character of each run. Children of one node are sorted by it. */
  codes: Uint8Array;
  /**
   * Minus the natural logarithm of the last character's probability after the others, in
   * sixteenths.
   */
  costs: Uint8Array;
  /**
   * For the nodes above the last level: logarithm of the factor for what is not among the children,
   * in sixteenths, plus 128.
   */
  backoffs: Uint8Array;
  /** For the same: how many children they have. */
  childCounts: Uint8Array;
}

/** Sixteenths of a nat: probabilities are kept to 3 %. */
export const STEPS = 16;
export const BACKOFF_ZERO = 128;

type Header = Pick<PackedNgrams, 'order' | 'characters' | 'levels'>;

/**
 * The model as bytes: 4 bytes little-endian length of a JSON header, the header, then the four
 * arrays.
 */
export function encodeNgrams(ngrams: PackedNgrams): Uint8Array {
  const { order, characters, levels, codes, costs, backoffs, childCounts } = ngrams;
  const header = new TextEncoder().encode(JSON.stringify({ order, characters, levels } satisfies Header));
  const bytes = new Uint8Array(4 + header.length + 2 * codes.length + 2 * backoffs.length);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  let at = 4;
  for (const part of [header, codes, costs, backoffs, childCounts]) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * Reads the output of `encodeNgrams` without copying. Throws `language.unreadable` if it is
 * truncated or inconsistent.
 */
export function decodeNgrams(bytes: Uint8Array): PackedNgrams {
  const unreadable = (what: string) =>
    new AppError('language.unreadable', `The language model cannot be read (${what}). Restore the file.`);
  if (bytes.length < 4) throw unreadable('it is cut');
  const start = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (start > bytes.length) throw unreadable('it is cut in its header');
  let header: Header;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, start)));
  } catch {
    throw unreadable('its header is not JSON');
  }
  const { order, characters, levels } = header;
  const nodes = levels.reduce((a, b) => a + b, 0);
  const inner = nodes - levels[order - 1];
  let at = start;
  const take = (length: number) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const [codes, costs, backoffs, childCounts] = [take(nodes), take(nodes), take(inner), take(inner)];
  const children = childCounts.reduce((a, b) => a + b, 0);
  if (levels.length !== order || at !== bytes.length || children !== nodes - levels[0])
    throw unreadable('its parts do not fit together');
  return { order, characters, levels, codes, costs, backoffs, childCounts };
}
