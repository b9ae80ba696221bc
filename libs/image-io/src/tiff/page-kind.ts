import { refusal } from '../refusals.js';
import type { TiffDirectory, TiffReader } from './tiff-reader.js';
import { colours, compression as packing, tag } from './tiff-tags.js';

/** What the tags of a page say of its samples. */
export interface TiffKind {
  width: number;
  height: number;
  bits: number;
  /** 1 whole numbers, 2 with a sign, 3 floating point, 4 unknown. */
  format: number;
  samples: number;
  photometric: number;
  compression: number;
  /** Resolution across divided by resolution down. */
  aspect: number | undefined;
  orientation: number;
}

/** None, CCITT RLE, G3 and G4, LZW, both JPEGs, both deflates, PackBits, WebP. */
const knownPackings = new Set([1, 2, 3, 4, 5, 6, 7, 8, 32946, 32773, 50001]);
const knownColours: ReadonlySet<number> = new Set(
  Object.values(colours).filter((photometric) => photometric !== colours.cfa),
);

/** Reads the tags of a page and refuses, by name, what no decoder here reads. */
export async function kindOfPage(reader: TiffReader, { entries }: TiffDirectory): Promise<TiffKind> {
  const one = async (number: number, otherwise: number): Promise<number> =>
    (await reader.numbers(entries.get(number)))[0] ?? otherwise;
  const [x, y] = [await one(tag.xResolution, 0), await one(tag.yResolution, 0)];
  const kind: TiffKind = {
    width: await one(tag.width, 0),
    height: await one(tag.height, 0),
    bits: await one(tag.bits, 1),
    format: await one(tag.sampleFormat, 1),
    samples: await one(tag.samples, 1),
    photometric: await one(tag.photometric, colours.whiteIsZero),
    compression: await one(tag.compression, packing.none),
    aspect: x > 0 && y > 0 && Number.isFinite(x / y) ? x / y : undefined,
    orientation: await one(tag.orientation, 1),
  };
  if (kind.photometric === colours.cfa) throw refusal('tiff.camera_raw');
  if (!knownPackings.has(kind.compression)) throw refusal('tiff.compression_unsupported');
  const [across = 2, down = 2] = await reader.numbers(entries.get(tag.yCbCrSubsampling));
  const isPackedColour = kind.photometric === colours.yCbCr && across * down > 1 && !isJpeg(kind);
  if (!isJpeg(kind) && (isPackedColour || !isKnown(kind))) throw refusal('tiff.samples_unsupported');
  return kind;
}

const isJpeg = ({ compression }: TiffKind): boolean => compression === packing.oldJpeg || compression === packing.jpeg;

function isKnown({ bits, format, samples, photometric }: TiffKind): boolean {
  if (!knownColours.has(photometric)) return false;
  if (format === 3) return bits === 16 || bits === 32;
  if (format === 2) return [8, 16, 32].includes(bits);
  if (format === 5 || format === 6) return false;
  return samples === 1 ? [1, 2, 4, 8, 16, 32].includes(bits) : [8, 16, 32].includes(bits);
}

/** Whether libvips turns the samples into the right colours by itself. */
export function isPlain({ bits, format, photometric, compression }: TiffKind): boolean {
  if (compression === packing.jpeg) return true;
  if (format === 2 || format === 3 || bits === 32) return false;
  return [colours.whiteIsZero, colours.blackIsZero, colours.rgb, colours.palette, colours.cmyk].some(
    (known) => known === photometric,
  );
}
