import { findHandwritingData } from '@longhand/test-kit';
import { describe, expect, test } from 'vitest';
import { ASCII } from './fold-text.js';
import { readLineSet } from './read-line-set.js';

const data = findHandwritingData(process.env);

describe.skipIf(!data)('the line sets (skipped without the handwriting data; LONGHAND_DATA names its folder)', () => {
  test('DHSD and Hooker validation have the lines that training counts', async () => {
    const dhsd = await readLineSet(data!, 'dhsd', 'val', ASCII);
    const hooker = await readLineSet(data!, 'hooker', 'val', ASCII);
    expect([dhsd.length, hooker.length]).toEqual([631, 435]);
    expect(new Set(hooker.map(({ page }) => page)).size).toBeLessThan(40);
    for (const { strip, text } of [...dhsd, ...hooker]) {
      expect(strip.data.length).toBe(strip.width * strip.height);
      expect(text).toMatch(/^[ -~]+$/);
    }
  });
});
