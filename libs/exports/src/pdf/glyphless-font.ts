/** Advance of every glyph, in units of 1/1000 of the font size. */
export const glyphAdvance = 500;
/**
 * Height above and depth below the base line that the font claims; together they are the font size.
 */
export const glyphAscent = 800;
export const glyphDescent = -200;
/** The only glyph, used for every character. */
export const emptyGlyph = 1;

const unitsPerEm = 1000;
const glyphs = 2;

/**
 * A TrueType font with two empty glyphs: its text has a position and a width but no ink. It is
 * generated here, so that it may be embedded anywhere. It contains only the tables that PDF
 * requires of an embedded CIDFontType2 (ISO 32000-1, 9.9).
 */
export function glyphlessFont(): Buffer {
  return sfnt({
    glyf: Buffer.alloc(4),
    head: head(),
    hhea: hhea(),
    hmtx: shorts(glyphAdvance, 0, 0),
    loca: shorts(0, 0, 0),
    maxp: maxp(),
  });
}

/** 16-bit big-endian values. */
function shorts(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [i, value] of values.entries()) bytes.writeUInt16BE(value & 0xffff, i * 2);
  return bytes;
}

function head(): Buffer {
  const bytes = Buffer.alloc(54);
  bytes.writeUInt32BE(0x00010000, 0);
  bytes.writeUInt32BE(0x00010000, 4);
  bytes.writeUInt32BE(0x5f0f3cf5, 12);
  bytes.writeUInt16BE(unitsPerEm, 18);
  // No dates; a box that is empty but for the line box, so that nobody divides by its height.
  shorts(0, glyphDescent, glyphAdvance, glyphAscent).copy(bytes, 36);
  bytes.writeUInt16BE(8, 46);
  bytes.writeInt16BE(2, 48);
  return bytes;
}

function hhea(): Buffer {
  const bytes = Buffer.alloc(36);
  bytes.writeUInt32BE(0x00010000, 0);
  shorts(glyphAscent, glyphDescent, 0, glyphAdvance).copy(bytes, 4);
  bytes.writeInt16BE(1, 18);
  bytes.writeUInt16BE(1, 34);
  return bytes;
}

function maxp(): Buffer {
  const bytes = Buffer.alloc(32);
  bytes.writeUInt32BE(0x00010000, 0);
  bytes.writeUInt16BE(glyphs, 4);
  bytes.writeUInt16BE(1, 14);
  return bytes;
}

/** Puts tables into a font file, with their checksums. */
function sfnt(tables: Readonly<Record<string, Buffer>>): Buffer {
  const names = Object.keys(tables).sort();
  const power = 2 ** Math.floor(Math.log2(names.length));
  const directory = Buffer.alloc(12 + 16 * names.length);
  directory.writeUInt32BE(0x00010000, 0);
  shorts(names.length, power * 16, Math.log2(power), (names.length - power) * 16).copy(directory, 4);
  let offset = directory.length;
  const bodies = names.map((name, i) => {
    const table = tables[name];
    const entry = 12 + 16 * i;
    directory.write(name, entry, 'latin1');
    directory.writeUInt32BE(checksum(table), entry + 4);
    directory.writeUInt32BE(offset, entry + 8);
    directory.writeUInt32BE(table.length, entry + 12);
    const padded = pad(table);
    offset += padded.length;
    return padded;
  });
  const font = Buffer.concat([directory, ...bodies]);
  const headAt = directory.readUInt32BE(12 + 16 * names.indexOf('head') + 8);
  font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, headAt + 8);
  return font;
}

function pad(table: Buffer): Buffer {
  return Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
}

function checksum(bytes: Buffer): number {
  const padded = pad(bytes);
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}
