import { openDatabase } from '@longhand/db';
import { createLogger } from '@longhand/log';
import { createTestDatabase, recognisedPage } from '@longhand/test-kit';
import { expect, it } from 'vitest';
import { compareSearches } from './compare-searches.js';
import { keywordReport } from './keyword-report.js';

/** "aspirin?" may also be "aspirine", by 0.2: see recognisedPage. */
const pages = [
  { page: 'a', recognised: recognisedPage(['take aspirin? daily']), keywords: new Set(['take', 'aspirine', 'daily']) },
  { page: 'b', recognised: recognisedPage(['aspirine twlce']), keywords: new Set(['aspirine', 'twice']) },
  { page: 'c', recognised: recognisedPage(['daily']), keywords: new Set<string>() },
];

it('tells what other readings and look-alikes bring', async () => {
  const { url, drop } = await createTestDatabase();
  const db = openDatabase({ url, pool: 2, log: createLogger({ service: 'test', level: 'silent' }) });
  try {
    const comparison = await compareSearches(db, pages);
    expect([comparison.pages, comparison.keywords]).toEqual([3, 4]);
    const recalls = comparison.ways.map(({ scores }) => scores.recall);
    // take, daily, half of aspirine; then all of it; then twlce for twice.
    expect(recalls).toEqual([2.5 / 4, 3 / 4, 1]);
    // "daily" is also shown for page c, which does not have it.
    expect(comparison.ways[0].scores.rightOfShown).toBe(3 / 4);
    expect(comparison.ways.map(({ scores }) => scores.precisionAtTen)).toEqual(recalls);
    const text = keywordReport({ command: 'x', date: '2026-01-02', groups: [{ name: 'Letters', ...comparison }] });
    expect(text).toContain('| first reading only | 62.5 % |');
  } finally {
    await db.close();
    await drop();
  }
});
