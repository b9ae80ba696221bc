import { describe, expect, it } from 'vitest';
import { safeFileName } from './safe-file-name.js';

describe('safeFileName', () => {
  it.each([
    ['scan 01.jpg', 'scan 01.jpg'],
    ['Überweisung – Müller.pdf', 'Überweisung – Müller.pdf'],
    ['.hidden', '.hidden'],
  ])('keeps %s', (sent, name) => {
    expect(safeFileName(sent)).toEqual({ name, isChanged: false, isUnsafe: false });
  });

  it.each([
    ['../../etc/passwd.png', 'passwd.png'],
    ['C:\\scans\\page.tif', 'page.tif'],
    ['folder/', 'folder'],
    ['a\x00b\x1f\x7f.png', 'ab.png'],
    ['invoice\u202egpj.exe', 'invoicegpj.exe'],
    ['two\nlines.png', 'twolines.png'],
    ['\x01', 'unnamed'],
  ])('finds %j unsafe and shows it as %j', (sent, name) => {
    expect(safeFileName(sent)).toEqual({ name, isChanged: true, isUnsafe: true });
  });

  it.each([
    ['..', 'unnamed'],
    ['lone \ud800.png', 'lone \ufffd.png'],
  ])('mends %j', (sent, name) => {
    expect(safeFileName(sent)).toEqual({ name, isChanged: true, isUnsafe: false });
  });

  it('calls a file without a name unnamed, and does not say that it changed anything', () => {
    expect(safeFileName(undefined)).toEqual({ name: 'unnamed', isChanged: false, isUnsafe: false });
  });

  it('shortens a long name and keeps its ending', () => {
    const { name, isChanged } = safeFileName(`${'é'.repeat(500)}.jpeg`);
    expect([...name]).toHaveLength(200);
    expect(name.endsWith('é.jpeg')).toBe(true);
    expect(isChanged).toBe(true);
  });
});
