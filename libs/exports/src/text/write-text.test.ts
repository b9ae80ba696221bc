import { documentExportSchema } from '@longhand/contracts';
import { expect, it } from 'vitest';
import { joined, sampleDocument, samplePage, samplePages, streamOf } from '../sample-document.test-suite.js';
import { writeJson } from './write-json.js';
import { writeText } from './write-text.js';

it('writeText parts pages by form feeds and leaves a page without text empty', async () => {
  const pages = [samplePage(1, [[{ text: 'one' }]]), { ...samplePage(2, []), text: undefined }, samplePage(3, [])];
  expect(await joined(writeText(streamOf(pages)))).toBe('one\f\f');
});

it('writeText names the script of each line that was not read', async () => {
  const page = samplePage(1, [[{ text: 'Dear' }, { text: 'Ann' }], [], [{ text: 'yours' }], []]);
  page.lines[1].script = 'Taml';
  page.lines[3].script = 'Zzzz';
  expect(await joined(writeText(streamOf([page])))).toBe(
    'Dear Ann\n[not read: Tamil]\nyours\n[not read: unknown script]',
  );
});

it('writeJson gives what the contract says, page by page', async () => {
  const { sha256: _, modelVersions: __, ...summary } = sampleDocument;
  const whole = JSON.parse(await joined(writeJson(summary, streamOf(samplePages))));
  // Places where a line was deleted are for the viewer alone.
  const expected = samplePages.map(({ deleted: _deleted, ...page }) => page);
  expect(whole.pages).toEqual(JSON.parse(JSON.stringify(expected)));
  expect(whole.document).toEqual(summary);
  const { pages, ...rest } = whole;
  expect(documentExportSchema.safeParse({ ...rest, pages: [pages[1]] }).success).toBe(true);
  expect(JSON.parse(await joined(writeJson(summary, streamOf([])))).pages).toEqual([]);
});
