import { findHandwritingData } from '@longhand/test-kit';
import { describe, expect, test } from 'vitest';
import { ASCII } from './fold-text.js';
import { OLD_HAND_SETS, readLineSet } from './read-line-set.js';

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

  test('the old hands have the validation lines that training keeps out', async () => {
    const counts: number[] = [];
    for (const set of OLD_HAND_SETS) {
      const lines = await readLineSet(data!, set, 'val', ASCII);
      counts.push(lines.length);
      expect(lines.every(({ strip }) => strip.height === 64)).toBe(true);
    }
    expect(counts).toEqual([349, 242, 210, 879, 359, 110]);
  });
});
