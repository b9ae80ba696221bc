/**
 * One directory of a TIFF: what its tags say, and its only strip. Numbers of tags are those of the
 * TIFF 6.0 specification.
 */
export interface TiffPage {
  width: number;
  height: number;
  bits: number;
  /** 1 whole numbers, 2 with a sign, 3 floating point, 6 complex. */
  format?: number;
  samples?: number;
  photometric: number;
  compression?: number;
  strip: Uint8Array;
  /** Further tags; rationals as pairs. */
  more?: { tag: number; type: 'short' | 'long' | 'rational'; values: number[] }[];
}

const types = { short: 3, long: 4, rational: 5 } as const;
const bytesOf = { short: 2, long: 4, rational: 8 } as const;

/** A little-endian TIFF of these pages, each strip before its directory. */
export function makeTiff(pages: readonly TiffPage[]): Buffer {
  const parts: Buffer[] = [Buffer.from('49492a0000000000', 'hex')];
  let length = 8;
  let link: [Buffer, number] = [parts[0], 4];
  const add = (bytes: Uint8Array): number => {
    const at = length;
    const padded = Buffer.alloc(bytes.length + (bytes.length % 2));
    padded.set(bytes);
    parts.push(padded);
    length += padded.length;
    return at;
  };
  for (const page of pages) {
    const { samples = 1, format = 1, compression = 1 } = page;
    const strip = add(page.strip);
    const all: Required<TiffPage>['more'] = [
      { tag: 256, type: 'long', values: [page.width] },
      { tag: 257, type: 'long', values: [page.height] },
      { tag: 258, type: 'short', values: Array<number>(samples).fill(page.bits) },
      { tag: 259, type: 'short', values: [compression] },
      { tag: 262, type: 'short', values: [page.photometric] },
      { tag: 273, type: 'long', values: [strip] },
      { tag: 277, type: 'short', values: [samples] },
      { tag: 278, type: 'long', values: [page.height] },
      { tag: 279, type: 'long', values: [page.strip.length] },
      { tag: 339, type: 'short', values: Array<number>(samples).fill(format) },
      ...(page.more ?? []),
    ];
    const entries = all
      .toSorted((a, b) => a.tag - b.tag)
      .map(({ tag, type, values }) => entryOf(tag, type, values, add));
    const count = Buffer.alloc(2);
    count.writeUInt16LE(entries.length);
    const directory = Buffer.concat([count, ...entries, Buffer.alloc(4)]);
    const at = add(directory);
    link[0].writeUInt32LE(at, link[1]);
    link = [parts[parts.length - 1], directory.length - 4];
  }
  return Buffer.concat(parts);
}

function entryOf(tag: number, type: keyof typeof types, values: number[], add: (bytes: Buffer) => number): Buffer {
  const count = type === 'rational' ? values.length / 2 : values.length;
  const data = Buffer.alloc(Math.max(4, count * bytesOf[type]));
  for (const [i, value] of values.entries()) {
    if (type === 'short') data.writeUInt16LE(value, i * 2);
    else data.writeUInt32LE(value, i * 4);
  }
  const entry = Buffer.alloc(12);
  entry.writeUInt16LE(tag, 0);
  entry.writeUInt16LE(types[type], 2);
  entry.writeUInt32LE(count, 4);
  if (data.length > 4) entry.writeUInt32LE(add(data), 8);
  else data.copy(entry, 8);
  return entry;
}
