import { expect, test } from 'vitest';
import { glyphSet, joinGlyphs, pickGlyphs } from './glyph-set.js';
import { splitByHash } from './known-sets.js';
import { parseCsv } from './read-csv.js';
import { parseIdx } from './read-idx.js';

const invalid = expect.objectContaining({ code: 'training.data_invalid' });
const idx = (...bytes: number[]) => Uint8Array.from(bytes);

test('idx: the shape is read and the counts are checked', () => {
  const file = idx(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6);
  expect(parseIdx(file)).toEqual({ shape: [2, 3], bytes: idx(1, 2, 3, 4, 5, 6) });
  for (const bad of [file.slice(0, -1), file.slice(0, 6), idx(1, 0, 8, 1, 0, 0, 0, 0), idx(0, 0, 13, 1, 0, 0, 0, 0)])
    expect(() => parseIdx(bad)).toThrow(invalid);
});

test('CSV: labels as class numbers or characters, with or without a heading', () => {
  const set = parseCsv('label,p1,p2,p3,p4\n3,0,255,7,0\nA,1,2,3,4\n"b",1,2,3,4\n');
  expect([...set.labels]).toEqual([3, 10, 37]);
  expect(set.size).toEqual({ height: 2, width: 2 });
  expect([...set.images.subarray(0, 4)]).toEqual([0, 255, 7, 0]);
  expect(parseCsv('1,0,0,0,0,0,0', { size: { height: 3, width: 2 } }).size).toEqual({ height: 3, width: 2 });
});

test.each(['3,0,1,2', '3,0,0,0,256', '3,0,0,0,x', '!,0,0,0,0', '70,0,0,0,0', '3,0,0,0,0\n3,0,0', '3,0,0,0,', ''])(
  'CSV: "%s" is refused',
  (text) => {
    expect(() => parseCsv(text)).toThrow(invalid);
  },
);

const small = (labels: number[]) =>
  glyphSet(Uint8Array.from(labels.flatMap((l) => [l, l])), labels, {
    size: { height: 1, width: 2 },
    alphabet: '0123456789',
  });

test('sets are checked, picked from and joined', () => {
  expect([...pickGlyphs(small([5, 6, 7]), [2, 0]).images]).toEqual([7, 7, 5, 5]);
  expect([...joinGlyphs(small([1]), small([2])).labels]).toEqual([1, 2]);
  expect(() => small([10])).toThrow(invalid);
  expect(() => glyphSet(new Uint8Array(3), [1], { size: { height: 1, width: 2 }, alphabet: '01' })).toThrow(invalid);
  expect(() => joinGlyphs(small([1]), { ...small([1]), alphabet: 'abcdefghij' })).toThrow(invalid);
});

test('the split by hash puts equal images together and keeps its shares', () => {
  const images = Uint8Array.from({ length: 4000 }, (_, i) => (i < 2000 ? i % 256 : (i * 7 + (i >> 5)) % 256));
  const set = glyphSet(images, new Uint8Array(2000), { size: { height: 1, width: 2 }, alphabet: '0' });
  const parts = splitByHash(set);
  const contents = Object.values(parts).map(
    (part) => new Set(Array.from(part.labels, (_, i) => `${part.images[2 * i]} ${part.images[2 * i + 1]}`)),
  );
  expect(parts.test.labels.length + parts.validation.labels.length + parts.train.labels.length).toBe(2000);
  expect(parts.test.labels.length / 2000).toBeCloseTo(0.2, 1);
  for (const image of contents[0]) expect(contents[1].has(image) || contents[2].has(image)).toBe(false);
});
