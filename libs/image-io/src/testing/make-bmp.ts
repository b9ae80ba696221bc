export type BitsPerPixel = 1 | 8 | 24 | 32;

/**
 * A BMP, lowest row first, of a picture whose pixels are black where `isBlack` says so and white
 * elsewhere.
 */
export function makeBmp(
  { width, height, bitsPerPixel }: { width: number; height: number; bitsPerPixel: BitsPerPixel },
  isBlack: (x: number, y: number) => boolean,
): Buffer {
  const colours = bitsPerPixel <= 8 ? 2 : 0;
  const rowBytes = Math.ceil((width * bitsPerPixel) / 32) * 4;
  const start = 54 + colours * 4;
  const bytes = Buffer.alloc(start + rowBytes * height);
  bytes.write('BM');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(start, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(bitsPerPixel, 28);
  bytes.writeUInt32LE(colours, 46);
  if (colours > 0) bytes.fill(255, 58, 61);
  for (let y = 0; y < height; y++) {
    const row = start + (height - 1 - y) * rowBytes;
    for (let x = 0; x < width; x++) {
      if (isBlack(x, y)) continue;
      if (bitsPerPixel === 1) bytes[row + (x >> 3)] |= 0x80 >> (x & 7);
      else if (bitsPerPixel === 8) bytes[row + x] = 1;
      else bytes.fill(255, row + (x * bitsPerPixel) / 8, row + (x * bitsPerPixel) / 8 + 3);
    }
  }
  return bytes;
}
