import type { LineStrip } from './draw-strip.js';

const mark = 0x4c485331; // "LHS1"
const headerBytes = 8;
const entryBytes = 12;

/**
 * Line strips as bytes: "LHS1", their number, then line index, width and height of each (unsigned
 * 32-bit, big-endian), then their pixels one after another.
 */
export function packStrips(strips: readonly LineStrip[]): Uint8Array {
  const size = strips.reduce((sum, s) => sum + entryBytes + s.data.length, headerBytes);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, mark);
  view.setUint32(4, strips.length);
  let pixels = headerBytes + entryBytes * strips.length;
  for (const [i, { line, width, height, data }] of strips.entries()) {
    const entry = headerBytes + entryBytes * i;
    view.setUint32(entry, line);
    view.setUint32(entry + 4, width);
    view.setUint32(entry + 8, height);
    bytes.set(data, pixels);
    pixels += data.length;
  }
  return bytes;
}

/** The strips that `packStrips` packed. Throws a RangeError when the bytes are something else. */
export function unpackStrips(bytes: Uint8Array): LineStrip[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < headerBytes || view.getUint32(0) !== mark) throw new RangeError('not packed line strips');
  const count = view.getUint32(4);
  let pixels = headerBytes + entryBytes * count;
  return Array.from({ length: count }, (_, i) => {
    const entry = headerBytes + entryBytes * i;
    const [line, width, height] = [0, 4, 8].map((at) => view.getUint32(entry + at));
    if (pixels + width * height > bytes.length) throw new RangeError('packed line strips end too early');
    const data = bytes.slice(pixels, pixels + width * height);
    pixels += width * height;
    return { line, width, height, data };
  });
}
