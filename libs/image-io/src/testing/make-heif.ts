/** A coded picture and the properties that its decoder needs, as they stand in a HEIF file. */
interface CodedPicture {
  kind: string;
  properties: Buffer[];
  /** Number of each property, from 1, with the bit that says that it is essential. */
  links: number[];
  data: Buffer;
}

/**
 * A HEIF file (ISO/IEC 23008-12) that holds the first coded picture of `single` as often as asked,
 * each a picture of its own: what our libraries cannot write.
 */
export function manyPictures(single: Buffer, count: number): Buffer {
  const { kind, properties, links, data } = codedPicture(single);
  const infos = times(count, (i) => fullBox('infe', 2, concat(u16(i + 1), u16(0), Buffer.from(`${kind}\0`))));
  const associations = times(count, (i) => concat(u16(i + 1), Buffer.from([links.length, ...links])));
  const ipco = box('ipco', concat(...properties));
  const iprp = box('iprp', concat(ipco, fullBox('ipma', 0, concat(u32(count), ...associations))));
  const ftyp = single.subarray(0, single.readUInt32BE(0));
  const meta = (dataAt: number): Buffer => {
    const places = times(count, (i) =>
      concat(u16(i + 1), u16(0), u16(1), u32(dataAt + i * data.length), u32(data.length)),
    );
    return fullBox(
      'meta',
      0,
      concat(
        fullBox('hdlr', 0, concat(u32(0), Buffer.from('pict'), Buffer.alloc(13))),
        fullBox('pitm', 0, u16(1)),
        fullBox('iinf', 0, concat(u16(count), ...infos)),
        iprp,
        fullBox('iloc', 0, concat(Buffer.from([0x44, 0]), u16(count), ...places)),
      ),
    );
  };
  const at = ftyp.length + meta(0).length + 8;
  return concat(ftyp, meta(at), box('mdat', concat(...times(count, () => data))));
}

function codedPicture(file: Buffer): CodedPicture {
  const meta = find(file, 0, file.length, 'meta');
  const inside = (kind: string) => find(file, meta.from + 4, meta.to, kind);
  const iloc = inside('iloc');
  const iprp = inside('iprp');
  const ipco = find(file, iprp.from, iprp.to, 'ipco');
  const ipma = find(file, iprp.from, iprp.to, 'ipma');
  const iinf = inside('iinf');
  const infe = find(file, iinf.from + 6, iinf.to, 'infe');
  const linkCount = file[ipma.from + 10];
  const properties: Buffer[] = [];
  for (let at = ipco.from; at < ipco.to; at += file.readUInt32BE(at))
    properties.push(file.subarray(at, at + file.readUInt32BE(at)));
  return {
    kind: file.toString('latin1', infe.from + 8, infe.from + 12),
    properties,
    links: [...file.subarray(ipma.from + 11, ipma.from + 11 + linkCount)],
    data: firstData(file, iloc.from),
  };
}

/** Data of the first item: versions 0 and 1 of the box, whole numbers of four bytes. */
function firstData(file: Buffer, at: number): Buffer {
  const version = file[at];
  const baseBytes = file[at + 5] >> 4;
  let from = at + 8 + 2 + (version === 1 ? 2 : 0) + 2;
  const base = baseBytes === 4 ? file.readUInt32BE(from) : 0;
  from += baseBytes + 2;
  const place = base + file.readUInt32BE(from);
  return file.subarray(place, place + file.readUInt32BE(from + 4));
}

function find(file: Buffer, from: number, to: number, kind: string): { from: number; to: number } {
  for (let at = from; at < to; at += file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) === kind) return { from: at + 8, to: at + file.readUInt32BE(at) };
  }
  throw new Error(`no box ${kind}`);
}

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const concat = (...parts: Buffer[]): Buffer => Buffer.concat(parts);
const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const box = (kind: string, content: Buffer): Buffer => concat(u32(content.length + 8), Buffer.from(kind), content);
const fullBox = (kind: string, version: number, content: Buffer): Buffer =>
  box(kind, concat(Buffer.from([version, 0, 0, 0]), content));
