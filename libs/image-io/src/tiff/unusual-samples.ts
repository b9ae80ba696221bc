import sharp from 'sharp';
import type { RawPixels } from '../decoded-page.js';
import type { TiffKind } from './page-kind.js';
import { colours } from './tiff-tags.js';

/** The colours under which libvips is to read the numbers of unusual samples as they are. */
export const neutralColours = ({ samples }: TiffKind): number => (samples >= 3 ? colours.rgb : colours.blackIsZero);

/**
 * Pixels of 8 bits from samples that libvips does not turn into the right colours: floating point,
 * 32 bits, numbers with a sign, CIE L*a*b* and uncompressed YCbCr. `tiff` is a page whose colours
 * say `neutralColours`.
 */
export async function unusualPixels(tiff: Buffer, kind: TiffKind): Promise<RawPixels> {
  const source = sharp(tiff, { failOn: 'error', limitInputPixels: false });
  const { space } = await source.metadata();
  const { data, info } = await source
    .toColourspace(space)
    .raw({ depth: 'float' })
    .toBuffer({ resolveWithObject: true });
  const values = new Float32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  const pixels = info.width * info.height;
  const channels = info.channels >= 3 ? 3 : 1;
  const out = new Uint8Array(pixels * channels);
  const toBytes = converterOf(kind, channels === 3 ? values : first(values, pixels, info.channels));
  for (let i = 0; i < pixels; i++) {
    const from = i * info.channels;
    const [a, b, c] = toBytes(
      values[from],
      channels === 3 ? values[from + 1] : 0,
      channels === 3 ? values[from + 2] : 0,
    );
    out[i * channels] = byte(a);
    if (channels === 3) {
      out[i * 3 + 1] = byte(b);
      out[i * 3 + 2] = byte(c);
    }
  }
  return { data: out, width: info.width, height: info.height, channels };
}

type Triple = [number, number, number];
type Converter = (a: number, b: number, c: number) => Triple;

function first(values: Float32Array, pixels: number, channels: number): Float32Array {
  return channels === 1 ? values : Float32Array.from({ length: pixels }, (_, i) => values[i * channels]);
}

const byte = (value: number): number => Math.max(0, Math.min(255, Math.round(value)));

function converterOf(kind: TiffKind, values: Float32Array): Converter {
  const { bits, photometric } = kind;
  // Values of 16 bits are brought down to those of 8.
  const unit = bits === 16 ? 256 : 1;
  const signed = (value: number): number => (value >= 128 * unit ? value - 256 * unit : value) / unit;
  if (photometric === colours.lab) return (l, a, b) => labToRgb((l / unit / 255) * 100, signed(a), signed(b));
  if (photometric === colours.iccLab)
    return (l, a, b) => labToRgb((l / unit / 255) * 100, a / unit - 128, b / unit - 128);
  if (photometric === colours.yCbCr) return (y, cb, cr) => yCbCrToRgb(y / unit, cb / unit, cr / unit);
  const top = rangeOf(kind, values);
  const scaled = (value: number): number => (Math.max(0, value) / top) * 255;
  if (photometric === colours.whiteIsZero) return (value) => [255 - scaled(value), 0, 0];
  return (a, b, c) => [scaled(a), scaled(b), scaled(c)];
}

/**
 * What white is: programs write 0 to 1, or the whole range of some whole number, whatever the
 * samples could hold.
 */
function rangeOf({ format }: TiffKind, values: Float32Array): number {
  let max = 0;
  for (const value of values) if (value > max && Number.isFinite(value)) max = value;
  const ranges =
    format === 2 ? [127, 32_767, 2 ** 31 - 1] : format === 3 ? [1, 255, 65_535] : [255, 65_535, 2 ** 32 - 1];
  // Filters overshoot a little.
  return ranges.find((range) => max <= range * 1.02) ?? max;
}

/** ITU-R BT.601, full range, as in JFIF. */
function yCbCrToRgb(y: number, cb: number, cr: number): Triple {
  return [y + 1.402 * (cr - 128), y - 0.344136 * (cb - 128) - 0.714136 * (cr - 128), y + 1.772 * (cb - 128)];
}

/** CIE 1976 L*a*b* under D50 to sRGB, by way of XYZ under D65 (matrices: B. Lindbloom). */
function labToRgb(l: number, a: number, b: number): Triple {
  const fy = (l + 16) / 116;
  const inverse = (f: number): number => (f ** 3 > 216 / 24_389 ? f ** 3 : (116 * f - 16) / (24_389 / 27));
  const x = 0.964_22 * inverse(fy + a / 500);
  const y = inverse(fy);
  const z = 0.825_21 * inverse(fy - b / 200);
  return [
    gamma(3.133_856_1 * x - 1.616_866_7 * y - 0.490_614_6 * z),
    gamma(-0.978_768_4 * x + 1.916_141_5 * y + 0.033_454 * z),
    gamma(0.071_945_3 * x - 0.228_991_4 * y + 1.405_242_7 * z),
  ];
}

const gamma = (linear: number): number =>
  255 * (linear <= 0.003_130_8 ? 12.92 * linear : 1.055 * Math.max(0, linear) ** (1 / 2.4) - 0.055);
