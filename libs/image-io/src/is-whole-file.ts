import { type FileHandle, open, readFile } from 'node:fs/promises';
import { signatureBytes, sniffMediaType } from '@longhand/core';
import { pixelPlaces } from './tiff/extract-page.js';
import { listTiff } from './tiff/tiff-list.js';
import { TiffReader } from './tiff/tiff-reader.js';

/**
 * Archive comments and data that programs append to a file follow the end mark within this many
 * bytes.
 */
const tailBytes = 66 * 1024;

/**
 * Whether a file is complete, judged by the end of its format: a scanner that pauses leaves half a
 * file that does not change for minutes. True for formats without an end mark, and for files
 * without pages.
 */
export async function isWholeFile(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = await part(file, 0, signatureBytes);
    const tail = await part(file, Math.max(0, size - tailBytes), tailBytes);
    switch (sniffMediaType(head)) {
      case 'image/jpeg':
        return hasJpegEnd(await readFile(path));
      case 'image/png':
        return tail.includes('IEND');
      case 'image/gif':
        return tail.subarray(-2).toString('latin1') === '\0;';
      case 'image/webp':
        return head.readUInt32LE(4) + 8 <= size;
      case 'image/bmp':
        return head.readUInt32LE(2) <= size;
      case 'application/pdf':
        return isWholePdf(head, tail, size);
      case 'application/zip':
        return tail.includes('PK\x05\x06');
      case 'image/heic':
      case 'image/avif':
        return await areBoxesWhole(file, size);
      case 'image/tiff':
        return await isWholeTiff(path);
      default:
        return true;
    }
  } finally {
    await file.close();
  }
}

async function part(file: FileHandle, from: number, count: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, from);
  return buffer.subarray(0, bytesRead);
}

/** The end mark after the first scan: one before it belongs to a thumbnail. */
function hasJpegEnd(bytes: Buffer): boolean {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    if (bytes[at + 1] === 0xda) return bytes.indexOf(Buffer.from('ffd9', 'hex'), at) >= 0;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return false;
}

/** A web-optimised PDF has an end mark near its beginning, and contains its length. */
function isWholePdf(head: Buffer, tail: Buffer, size: number): boolean {
  const length = /\/Linearized[^>]*?\/L\s+(\d+)/.exec(head.toString('latin1'));
  if (length && Number(length[1]) > size) return false;
  return tail.subarray(-2048).includes('%%EOF');
}

async function areBoxesWhole(file: FileHandle, size: number): Promise<boolean> {
  let at = 0;
  let hasPixels = false;
  while (at < size) {
    const box = await part(file, at, 16);
    if (box.length < 8) return false;
    hasPixels ||= box.toString('latin1', 4, 8) === 'mdat';
    const length = box.readUInt32BE(0);
    // 0: to the end of the file.
    if (length === 0) return true;
    if (length === 1 && box.length < 16) return false;
    at += length === 1 ? Number(box.readBigUInt64BE(8)) : Math.max(8, length);
  }
  return at === size && hasPixels;
}

async function isWholeTiff(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { pages, isCutOff } = await listTiff(path);
    const reader = await TiffReader.open(file);
    for (const page of pages) await pixelPlaces(reader, page);
    return !isCutOff;
  } catch {
    return false;
  } finally {
    await file.close();
  }
}
