import { describe, expect, it } from 'vitest';
import { SettledFiles } from './settled-files.js';

const file = (path: string, sizeBytes = 10, modifiedMs = 1) => ({ path, sizeBytes, modifiedMs });
const paths = (files: { path: string }[]) => files.map(({ path }) => path);

describe('SettledFiles', () => {
  it('gives a file once it has not changed for long enough', () => {
    const settled = new SettledFiles(5000);
    expect(settled.look([file('a')], 0)).toEqual([]);
    expect(settled.look([file('a')], 4999)).toEqual([]);
    expect(paths(settled.look([file('a')], 5000))).toEqual(['a']);
  });

  it('waits again when the file grows or its time changes, and when it was away', () => {
    const settled = new SettledFiles(5000);
    settled.look([file('a', 10)], 0);
    expect(settled.look([file('a', 20)], 6000)).toEqual([]);
    expect(settled.look([file('a', 20, 2)], 12_000)).toEqual([]);
    expect(paths(settled.look([file('a', 20, 2)], 17_000))).toEqual(['a']);
    expect(settled.look([], 18_000)).toEqual([]);
    expect(settled.look([file('a', 20, 2)], 30_000)).toEqual([]);
  });

  it('never gives an empty file, nor one whose name says that it is not finished', () => {
    const settled = new SettledFiles(0);
    const names = ['in/scan.jpg.part', 'in/~scan.doc', 'in/scan.jpg~', 'in/x.crdownload', 'in/part.jpg', 'tmp/a.png'];
    const files = [...names.map((name) => file(name)), file('in/empty.png', 0)];
    settled.look(files, 0);
    expect(paths(settled.look(files, 1))).toEqual(['in/part.jpg', 'tmp/a.png']);
  });
});
