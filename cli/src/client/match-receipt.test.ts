import type { ReceiptFile } from '@longhand/contracts';
import { describe, expect, it } from 'vitest';
import { matchReceipt } from './match-receipt.js';

const row = (name: string): ReceiptFile => ({ name, status: 'accepted', sizeBytes: 1 });
const namesOf = (sent: string[], got: string[]) =>
  matchReceipt(sent, got.map(row)).map((rows) => rows.map(({ name }) => name));

describe('matchReceipt', () => {
  it('takes row for row when the counts agree, whatever the names became', () => {
    expect(namesOf(['a\tb.png', 'c.png'], ['ab.png', 'c.png'])).toEqual([['ab.png'], ['c.png']]);
  });

  it('keeps the entries of an archive together', () => {
    expect(namesOf(['a.png', 'b.zip', 'c.png'], ['a.png', 'b.zip/1.png', 'b.zip/2.png', 'c.png'])).toEqual([
      ['a.png'],
      ['b.zip/1.png', 'b.zip/2.png'],
      ['c.png'],
    ]);
  });

  it('parts two archives', () => {
    expect(namesOf(['a.zip', 'b.zip'], ['a.zip/1', 'a.zip/2', 'b.zip/1'])).toEqual([
      ['a.zip/1', 'a.zip/2'],
      ['b.zip/1'],
    ]);
  });
});
