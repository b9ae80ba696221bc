/** Markers (ITU-T T.81, table B.1) and what they begin. */
const [startOfImage, endOfImage, startOfScan, comment] = [0xd8, 0xd9, 0xda, 0xfe];
const [firstRestart, lastRestart] = [0xd0, 0xd7];
/** Frames that every browser shows: baseline, extended and progressive Huffman. */
const shownFrames = new Set([0xc0, 0xc1, 0xc2]);
const frames = new Set([0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf, ...shownFrames]);

/**
 * A JPEG file without its metadata: no EXIF, XMP, comment, thumbnail, and nothing after its end. Its
 * pixels are untouched. Undefined where a browser might show other pixels than we read: with a
 * colour profile, an unusual encoding, or a structure that is not known here.
 */
export function plainJpeg(bytes: Buffer): Buffer | undefined {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== startOfImage) return undefined;
  const kept = [bytes.subarray(0, 2)];
  for (let at = 2; at + 4 <= bytes.length || bytes[at + 1] === endOfImage; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1];
    if (marker === endOfImage) return Buffer.concat([...kept, bytes.subarray(at, at + 2)]);
    const isSegment = marker >= 0xc0 && marker !== startOfImage && !isRestart(marker);
    if (!isSegment || (frames.has(marker) && !shownFrames.has(marker))) return undefined;
    const next = at + 2 + bytes.readUInt16BE(at + 2);
    if (hasProfile(bytes, at)) return undefined;
    const end = marker === startOfScan ? endOfScan(bytes, next) : next;
    if (isNeeded(bytes, at)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return undefined;
}

const isRestart = (marker: number): boolean => marker >= firstRestart && marker <= lastRestart;

const isNamed = (bytes: Buffer, at: number, marker: number, name: string): boolean =>
  bytes[at + 1] === marker && bytes.toString('latin1', at + 4, at + 4 + name.length) === name;

const hasProfile = (bytes: Buffer, at: number): boolean => isNamed(bytes, at, 0xe2, 'ICC_PROFILE\0');

/** Of the application's segments the two that say how colours are encoded, and no picture in them. */
function isNeeded(bytes: Buffer, at: number): boolean {
  const marker = bytes[at + 1];
  const isMetadata = (marker >= 0xe0 && marker <= 0xef) || marker === comment;
  if (!isMetadata) return true;
  const hasThumbnail = bytes[at + 16] !== 0 || bytes[at + 17] !== 0;
  return (isNamed(bytes, at, 0xe0, 'JFIF\0') && !hasThumbnail) || isNamed(bytes, at, 0xee, 'Adobe');
}

/** The next marker after a scan's data; the end of the bytes where there is none. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1];
    if (marker !== 0 && marker !== 0xff && !isRestart(marker)) return at;
  }
  return bytes.length;
}
