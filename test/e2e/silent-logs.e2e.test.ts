import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpClient } from './http-client.js';
import { LaunchedSystem } from './launched-system.js';

const letter = readFileSync(fileURLToPath(new URL('../../samples/records/letter.png', import.meta.url)));

/** Names that no program says by itself, each in another place where a person's data goes in. */
const planted = {
  file: 'Oxenfree',
  title: 'Quibblethorpe',
  tag: 'marrowgate',
  brokenFile: 'Thistlewick',
  refusedFile: 'Pemberloft',
  correction: 'Wrenfeather',
  search: 'Zyprolaxin',
  wrongField: 'Bramblecote',
};

describe('what the services say', () => {
  let system: LaunchedSystem;
  let client: HttpClient;
  /** Words that were read on the page. */
  let read: string[];

  beforeAll(async () => {
    system = await LaunchedSystem.start({ LOG_LEVEL: 'trace' });
    client = new HttpClient(system);
    const good = `${planted.file}.png`;
    const metadata = JSON.stringify({ [good]: { title: planted.title, tags: [planted.tag] } });
    const receipt = await client.upload(
      [
        { name: good, bytes: letter },
        { name: `${planted.brokenFile}.png`, bytes: letter.subarray(0, letter.length >> 1) },
        { name: `${planted.refusedFile}.txt`, bytes: Buffer.from(`${planted.refusedFile} takes nothing.`) },
      ],
      { metadata },
    );
    const batch = await client.finished(receipt.id);
    expect(batch.documents.map(({ status }) => status).toSorted()).toEqual(['done', 'failed']);
    const { id } = batch.documents.find(({ status }) => status === 'done')!;
    const words = (await client.page(id)).lines.flatMap((line) => line.words);
    read = words.map(({ text }) => text).filter((text) => /^[A-Z]?[a-z]{5,}$/.test(text));
    const send = (path: string, method: string, body: unknown) =>
      client.call(path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    const corrected = await send(`/v1/documents/${id}/pages/1/words/${words[0].id}`, 'PATCH', {
      text: planted.correction,
    });
    expect(corrected.status).toBeLessThan(300);
    expect((await client.search(planted.search)).hits).toEqual([]);
    const refused = [
      await client.call(`/v1/search?q=${planted.search}&from=${planted.wrongField}`),
      await send(`/v1/documents/${id}`, 'PATCH', { title: planted.title, [planted.wrongField]: planted.wrongField }),
      await client.call(`/v1/documents/${planted.wrongField}`),
    ];
    expect(refused.map(({ status }) => status >= 400 && status < 500)).toEqual([true, true, true]);
  });
  afterAll(() => system?.stop());

  it('names no person, no file and no word that was read, however much is logged', () => {
    const lower = system.log.toLowerCase();
    // Every service has said something, of this work too.
    for (const service of ['api', 'preprocess-worker', 'ocr-worker'])
      expect(lower).toMatch(new RegExp(`^${service} `, 'm'));
    for (const said of ['/v1/batches', 'image.truncated']) expect(lower).toContain(said);
    expect(Object.values(planted).filter((name) => lower.includes(name.toLowerCase()))).toEqual([]);
    expect(read.length).toBeGreaterThan(5);
    expect(rareWords(read).filter((word) => lower.includes(word.toLowerCase()))).toEqual([]);
  });

  it('has no name in its figures', async () => {
    const figures = (await (await client.call('/metrics')).text()).toLowerCase();
    expect(figures).toContain('longhand_');
    expect(Object.values(planted).filter((name) => figures.includes(name.toLowerCase()))).toEqual([]);
  });
});

/** Those of the letter's words that a log has no reason to say. */
function rareWords(words: readonly string[]): string[] {
  const common = new Set([
    'clinic',
    'please',
    'known',
    'every',
    'takes',
    'years',
    'could',
    'chest',
    'there',
    'which',
    'after',
  ]);
  return words.filter((word) => !common.has(word.toLowerCase()));
}
