import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Appends scalars to a TensorBoard event file: records of length, its masked CRC32C, an Event
 * message in protobuf, and its masked CRC32C (tensorflow/core/lib/io/record_writer,
 * tensorflow/core/util/event.proto).
 */
export class EventWriter {
  private readonly path: string;

  constructor(directory: string, startedAt: Date) {
    const seconds = Math.floor(startedAt.getTime() / 1000);
    this.path = join(directory, `events.out.tfevents.${String(seconds).padStart(10, '0')}.longhand`);
    this.append(startedAt, [field(3, 2), ...bytesOf('brain.Event:2')]);
  }

  /** `step` counts whatever the tag counts: epochs or updates. */
  scalars(at: Date, step: number, values: Readonly<Record<string, number>>): void {
    const summary = Object.entries(values).flatMap(([tag, value]) => {
      const float = new Uint8Array(Float32Array.of(value).buffer);
      const one = [field(1, 2), ...bytesOf(tag), field(2, 5), ...float];
      return [field(1, 2), ...varint(one.length), ...one];
    });
    this.append(at, [field(2, 0), ...varint(step), field(5, 2), ...varint(summary.length), ...summary]);
  }

  private append(at: Date, rest: number[]): void {
    const wallTime = new Uint8Array(Float64Array.of(at.getTime() / 1000).buffer);
    const event = Uint8Array.of(field(1, 1), ...wallTime, ...rest);
    const record = new Uint8Array(12 + event.length + 4);
    const view = new DataView(record.buffer);
    view.setBigUint64(0, BigInt(event.length), true);
    view.setUint32(8, maskedCrc32c(record.subarray(0, 8)), true);
    record.set(event, 12);
    view.setUint32(12 + event.length, maskedCrc32c(event), true);
    appendFileSync(this.path, record);
  }
}

const field = (number: number, wireType: number): number => (number << 3) | wireType;

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}

function bytesOf(text: string): number[] {
  const bytes = new TextEncoder().encode(text);
  return [...varint(bytes.length), ...bytes];
}

const TABLE = Uint32Array.from({ length: 256 }, (_, i) => {
  let crc = i;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  return crc;
});

/** CRC-32C (Castagnoli), reflected. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

/**
 * TensorFlow stores checksums rotated and shifted, so that a checksum of checksums is not
 * degenerate.
 */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
