import { AppError } from '@longhand/core';
import { fromFloat16, toFloat16 } from './float16.js';
import type { NamedWeights } from './named-weights.js';

interface HeaderEntry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

const BYTES = { F32: 4, F16: 2 } as const;
type StoredType = keyof typeof BYTES;
const isStoredType = (dtype: string): dtype is StoredType => dtype in BYTES;

/**
 * Reads a safetensors file (8 bytes little-endian header length, JSON header, data) into 32-bit
 * floats. F32 and F16 only. Throws `model.weights_unreadable` for anything that is cut, overlaps
 * its end or has another type.
 */
export function decodeSafetensors(bytes: Uint8Array): NamedWeights {
  const unreadable = (what: string) =>
    new AppError(
      'model.weights_unreadable',
      `The weights file cannot be read (${what}). Fetch it again or export it again.`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = bytes.length < 8 ? Number.NaN : Number(view.getBigUint64(0, true));
  const start = 8 + headerLength;
  if (!(start <= bytes.length)) throw unreadable('it is cut in its header');
  let header: Record<string, HeaderEntry>;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, start)));
  } catch {
    throw unreadable('its header is not JSON');
  }
  const weights: NamedWeights = new Map();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const {
      dtype,
      shape,
      data_offsets: [from, to],
    } = entry;
    if (!isStoredType(dtype)) throw unreadable(`${name} has type ${dtype}`);
    const count = shape.reduce((product, side) => product * side, 1);
    if (to - from !== count * BYTES[dtype] || from < 0 || start + to > bytes.length) throw unreadable(`${name} is cut`);
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++)
      values[i] =
        dtype === 'F32'
          ? view.getFloat32(start + from + 4 * i, true)
          : fromFloat16(view.getUint16(start + from + 2 * i, true));
    weights.set(name, { shape, values });
  }
  return weights;
}

/** The `__metadata__` of a safetensors file; empty where there is none. */
export function readSafetensorsMetadata(bytes: Uint8Array): Record<string, string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = bytes.subarray(8, 8 + Number(view.getBigUint64(0, true)));
  return JSON.parse(new TextDecoder().decode(header)).__metadata__ ?? {};
}

/**
 * Writes named weights in the same layout. `F16` halves the file and keeps about three decimal
 * digits.
 */
export function encodeSafetensors(
  weights: NamedWeights,
  { dtype = 'F32', metadata }: { dtype?: StoredType; metadata?: Record<string, string> } = {},
): Uint8Array {
  const header: Record<string, unknown> = metadata ? { __metadata__: metadata } : {};
  let length = 0;
  for (const [name, { shape, values }] of weights) {
    header[name] = { dtype, shape, data_offsets: [length, length + values.length * BYTES[dtype]] };
    length += values.length * BYTES[dtype];
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + length).fill(0x20, 8, 8 + headerLength);
  bytes.set(json, 8);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerLength), true);
  let at = 8 + headerLength;
  for (const { values } of weights.values()) {
    if (dtype === 'F32') for (let i = 0; i < values.length; i++) view.setFloat32(at + 4 * i, values[i], true);
    else for (let i = 0; i < values.length; i++) view.setUint16(at + 2 * i, toFloat16(values[i]), true);
    at += values.length * BYTES[dtype];
  }
  return bytes;
}
