import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { crc32c, EventWriter, maskedCrc32c } from './tensorboard.js';

test('the checksum is CRC-32C', () => {
  expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
});

/** Field number -> raw values of a protobuf message, for the wire types that events use. */
function fields(bytes: Buffer): Array<[number, number | Buffer]> {
  const out: Array<[number, number | Buffer]> = [];
  let at = 0;
  const varint = () => {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = bytes[at++];
      value += (byte & 127) * scale;
      scale *= 128;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const length = { 0: 0, 1: 8, 2: -1, 5: 4 }[key & 7]!;
    if (length === 0) out.push([key >> 3, varint()]);
    else {
      const size = length < 0 ? varint() : length;
      out.push([key >> 3, bytes.subarray(at, at + size)]);
      at += size;
    }
  }
  return out;
}

test('events are records with right checksums that hold tag, step and value', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'longhand-events-'));
  const writer = new EventWriter(folder, new Date('2026-01-02T03:04:05Z'));
  writer.scalars(new Date('2026-01-02T03:05:05Z'), 300, { 'epoch/loss': 0.25, accuracy: 0.5 });
  const [name] = await readdir(folder);
  const file = await readFile(join(folder, name));
  await rm(folder, { recursive: true });

  const events: Array<Array<[number, number | Buffer]>> = [];
  for (let at = 0; at < file.length; ) {
    const length = Number(file.readBigUInt64LE(at));
    expect(file.readUInt32LE(at + 8)).toBe(maskedCrc32c(file.subarray(at, at + 8)));
    const data = file.subarray(at + 12, at + 12 + length);
    expect(file.readUInt32LE(at + 12 + length)).toBe(maskedCrc32c(data));
    events.push(fields(data));
    at += 16 + length;
  }
  expect(name).toMatch(/^events\.out\.tfevents\.1767323045\./);
  expect(String(new Map(events[0]).get(3))).toBe('brain.Event:2');
  const event = new Map(events[1]);
  expect((event.get(1) as Buffer).readDoubleLE()).toBe(1767323105);
  expect(event.get(2)).toBe(300);
  const values = fields(event.get(5) as Buffer).map(([, value]) => new Map(fields(value as Buffer)));
  expect(values.map((value) => [String(value.get(1)), (value.get(2) as Buffer).readFloatLE()])).toEqual([
    ['epoch/loss', 0.25],
    ['accuracy', 0.5],
  ]);
});
