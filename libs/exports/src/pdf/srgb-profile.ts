/** Entries of the tone curve; between them readers interpolate. */
const curvePoints = 1024;

/**
 * Colorants of sRGB (IEC 61966-2-1), adapted to D50 as ICC asks, and the white point of ICC's
 * connection space.
 */
const white = [0.9642, 1, 0.8249];
const red = [0.4361, 0.2225, 0.0139];
const green = [0.3851, 0.7169, 0.0971];
const blue = [0.1431, 0.0606, 0.7141];

/**
 * An ICC 2.1 profile of sRGB, made from the published numbers, so that it may be embedded anywhere.
 */
export function srgbProfile(): Buffer {
  const curve = toneCurve();
  const tags: [string, Buffer][] = [
    ['desc', description('sRGB')],
    ['cprt', text('No copyright, use freely')],
    ['wtpt', xyz(white)],
    ['rXYZ', xyz(red)],
    ['gXYZ', xyz(green)],
    ['bXYZ', xyz(blue)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const table = Buffer.alloc(4 + 12 * tags.length);
  table.writeUInt32BE(tags.length);
  const places = new Map<Buffer, number>();
  const bodies: Buffer[] = [];
  let offset = 128 + table.length;
  for (const [i, [name, body]] of tags.entries()) {
    let place = places.get(body);
    if (place === undefined) {
      place = offset;
      places.set(body, place);
      bodies.push(body, Buffer.alloc((4 - (body.length % 4)) % 4));
      offset += Math.ceil(body.length / 4) * 4;
    }
    table.write(name, 4 + 12 * i, 'latin1');
    table.writeUInt32BE(place, 8 + 12 * i);
    table.writeUInt32BE(body.length, 12 + 12 * i);
  }
  return Buffer.concat([header(offset), table, ...bodies]);
}

function header(sizeBytes: number): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.writeUInt32BE(sizeBytes, 0);
  bytes.writeUInt32BE(0x02100000, 8);
  bytes.write('mntrRGB XYZ ', 12, 'latin1');
  // A fixed date: the profile never changes.
  for (const [i, value] of [2026, 1, 1, 0, 0, 0].entries()) bytes.writeUInt16BE(value, 24 + 2 * i);
  bytes.write('acsp', 36, 'latin1');
  for (const [i, value] of white.entries()) bytes.writeInt32BE(Math.round(value * 65536), 68 + 4 * i);
  return bytes;
}

function xyz(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(20);
  bytes.write('XYZ ', 'latin1');
  for (const [i, value] of values.entries()) bytes.writeInt32BE(Math.round(value * 65536), 8 + 4 * i);
  return bytes;
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from('text\0\0\0\0', 'latin1'), Buffer.from(`${value}\0`, 'latin1')]);
}

/** textDescriptionType: the ASCII form, and empty Unicode and ScriptCode forms. */
function description(value: string): Buffer {
  const ascii = Buffer.from(`${value}\0`, 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(ascii.length);
  return Buffer.concat([Buffer.from('desc\0\0\0\0', 'latin1'), length, ascii, Buffer.alloc(8 + 3 + 67)]);
}

function toneCurve(): Buffer {
  const bytes = Buffer.alloc(12 + 2 * curvePoints);
  bytes.write('curv', 'latin1');
  bytes.writeUInt32BE(curvePoints, 8);
  for (let i = 0; i < curvePoints; i += 1) {
    const value = i / (curvePoints - 1);
    const linear = value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    bytes.writeUInt16BE(Math.round(linear * 65535), 12 + 2 * i);
  }
  return bytes;
}
