import { readBy, recognisedPage, type Seed, seedDatabase } from '@longhand/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let seed: Seed;
beforeAll(async () => {
  seed = await seedDatabase();
});
afterAll(() => seed?.close());

const actor = 'key:1';
/** Lines of seeded pages stand at 60 pixels from each other, each 40 high. */
const below = { x: 0, y: 1000, width: 400, height: 50 };

const pageOf = async (documentId: string) => {
  const page = await seed.db.pages.get(seed.tenantId, documentId, 1);
  if (!page) throw new Error('no page');
  return page;
};
const textOf = async (documentId: string) => (await pageOf(documentId)).text;
const add = async (documentId: string, text: string, more: object = {}) => {
  const line = await seed.db.pages.addLine(seed.tenantId, { documentId, number: 1, box: below, text, actor, ...more });
  if (!line) throw new Error('not added');
  return line;
};
const idOf = async (documentId: string, text: string) =>
  (await pageOf(documentId)).lines.find(({ words }) => words.map((word) => word.text).join(' ') === text)?.id as string;
const remove = (documentId: string, lineId: string, by = actor) =>
  seed.db.pages.deleteLine(seed.tenantId, { documentId, number: 1, lineId, actor: by });
const restore = (documentId: string, lineId: string) =>
  seed.db.pages.restoreLine(seed.tenantId, { documentId, number: 1, lineId });
const move = (documentId: string, lineId: string, after: string | null) =>
  seed.db.pages.moveLine(seed.tenantId, { documentId, number: 1, lineId, after });
const readAgain = (pageId: string, lines: string[]) =>
  seed.db.pages.saveRecognised(seed.tenantId, pageId, { ...readBy, modelVersion: 'm2', page: recognisedPage(lines) });
const isFound = async (documentId: string, q: string) =>
  (await seed.db.search.find(seed.tenantId, { q, fuzzy: false, limit: 200 })).hits.some(
    (hit) => hit.documentId === documentId,
  );
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

describe('a line that was missed', () => {
  it('stands in text, search and the list of lines at once, with a box for each word', async () => {
    const { documentId } = await seed.addRead([['first line', 'second line']]);
    const line = await add(documentId, 'Quinine twice', { box: { x: 100, y: 1000, width: 130, height: 40 } });
    expect(line).toMatchObject({ addedBy: actor, box: { x: 100, y: 1000, width: 130, height: 40 } });
    expect(line.words.map(({ text, reading, box, correctedBy }) => ({ text, reading, box, correctedBy }))).toEqual([
      { text: 'Quinine', reading: '', box: { x: 100, y: 1000, width: 70, height: 40 }, correctedBy: actor },
      { text: 'twice', reading: '', box: { x: 180, y: 1000, width: 50, height: 40 }, correctedBy: actor },
    ]);
    expect(await textOf(documentId)).toBe('first line\nsecond line\nQuinine twice');
    const { hits } = await seed.db.search.find(seed.tenantId, { q: 'quinine', limit: 5 });
    const matched = hits.find((hit) => hit.documentId === documentId)?.words.filter((word) => word.matched);
    expect(matched).toMatchObject([{ text: 'Quinine', box: { x: 100, y: 1000, width: 70, height: 40 } }]);
    const timeline = await seed.db.documents.timeline(seed.tenantId, documentId);
    expect(timeline.at(-1)).toMatchObject({ step: 'add-line', status: 'added', page: 1 });
  });

  it('takes its place by geometry, and gives words of Arabic theirs from the right', async () => {
    const { documentId } = await seed.addRead([['first line', 'second line']]);
    const [, second] = (await pageOf(documentId)).lines;
    const line = await add(documentId, 'سلام عليكم', { box: { x: 0, y: second.box.y - 25, width: 200, height: 20 } });
    expect(await textOf(documentId)).toBe('first line\nسلام عليكم\nsecond line');
    expect(line.words[0].box.x).toBeGreaterThan(line.words[1].box.x);
  });

  it('is moved, also among other added lines, and stays there when the page is read again', async () => {
    const { documentId, pageIds } = await seed.addRead([['first line', 'second line']]);
    const one = await add(documentId, 'one');
    const two = await add(documentId, 'two', { box: { ...below, y: 1100 } });
    await move(documentId, one.id, two.id);
    expect(await textOf(documentId)).toBe('first line\nsecond line\ntwo\none');
    await move(documentId, two.id, null);
    expect(await textOf(documentId)).toBe('two\nfirst line\nsecond line\none');
    await move(documentId, one.id, await idOf(documentId, 'first line'));
    expect(await textOf(documentId)).toBe('two\nfirst line\none\nsecond line');
    await readAgain(pageIds[0], ['first lime', 'second lime']);
    expect(await textOf(documentId)).toBe('two\nfirst lime\none\nsecond lime');
    expect(await move(documentId, one.id, documentId)).toBeUndefined();
    expect(await move(documentId, await idOf(documentId, 'first lime'), null)).toBeUndefined();
  });

  it('survives every later reading with its corrections, and covers what that finds at its place', async () => {
    const { documentId, pageIds } = await seed.addRead([['first line']]);
    const line = await add(documentId, 'Quinine twise');
    const correction = { documentId, number: 1, wordId: line.words[1].id, text: 'twice', actor };
    await seed.db.pages.correctWord(seed.tenantId, correction);
    expect(await textOf(documentId)).toBe('first line\nQuinine twice');
    await readAgain(pageIds[0], ['first lime']);
    expect(await textOf(documentId)).toBe('first lime\nQuinine twice');
    // Now the line finder sees the line, too.
    const found = recognisedPage(['first lime', 'Qninine fwice']);
    const shifted = found.lines[1].words.map((word, i) => ({
      ...word,
      box: { x: i * 200, y: 1005, width: 180, height: 40 },
    }));
    found.lines[1] = { ...found.lines[1], box: { x: 0, y: 1005, width: 380, height: 40 }, words: shifted };
    await seed.db.pages.saveRecognised(seed.tenantId, pageIds[0], { ...readBy, modelVersion: 'm3', page: found });
    expect(await textOf(documentId)).toBe('first lime\nQuinine twice');
    expect(await isFound(documentId, 'qninine')).toBe(false);
    expect((await pageOf(documentId)).deleted).toEqual([]);
    // Without the typed line, the reading of its place counts, and what was corrected there.
    expect(await remove(documentId, line.id)).toBe('deleted');
    expect(await textOf(documentId)).toBe('first lime\nQninine twice');
    expect(await codeOf(restore(documentId, line.id))).toBe('line.exists');
  });

  it('turns with its page', async () => {
    const { documentId } = await seed.addRead([['first line']]);
    await add(documentId, 'Quinine', { after: null });
    await seed.db.pages.rotate(seed.tenantId, { documentId, number: 1, degrees: 180 });
    expect((await pageOf(documentId)).lines[0]).toMatchObject({
      box: { x: 600, y: 450, width: 400, height: 50 },
      words: [{ text: 'Quinine' }],
    });
  });

  it('is refused where words stand, off the page, without a picture, under a legal hold and to strangers', async () => {
    const { documentId } = await seed.addRead([['first line']]);
    const [{ box }] = (await pageOf(documentId)).lines;
    expect(await codeOf(add(documentId, 'again', { box }))).toBe('line.exists');
    expect(await codeOf(add(documentId, 'far', { box: { ...below, x: 1000 } }))).toBe('line.outside');
    const fresh = await seed.addDocument();
    expect(await codeOf(add(fresh.documentId, 'early'))).toBe('page.image_missing');
    const asked = { documentId, number: 1, box: below, text: 'x', actor };
    expect(await seed.db.pages.addLine(await seed.db.tenants.ensure('stranger'), asked)).toBeUndefined();
    expect(await seed.db.pages.addLine(seed.tenantId, { ...asked, after: documentId })).toBeUndefined();
    const line = await add(documentId, 'Quinine');
    await seed.db.documents.retain(seed.tenantId, documentId, { holdReason: 'a lawsuit' });
    for (const work of [
      () => add(documentId, 'x', { box: { ...below, y: 1200 } }),
      () => move(documentId, line.id, null),
      () => remove(documentId, line.id),
      () => restore(documentId, line.id),
    ]) {
      expect(await codeOf(work())).toBe('document.held');
    }
    expect(await textOf(documentId)).toBe('first line\nQuinine');
  });

  it('is added once when two people draw it at the same time', async () => {
    const { documentId } = await seed.addRead([['first line']]);
    const codes = await Promise.all(['one', 'two', 'three'].map((text) => codeOf(add(documentId, text))));
    expect(codes.sort()).toEqual(['done', 'line.exists', 'line.exists']);
    expect((await pageOf(documentId)).lines).toHaveLength(2);
  });
});

describe('a deleted line', () => {
  it('leaves text and search, stays away when the page is read again, and comes back', async () => {
    const { documentId, pageIds } = await seed.addRead([['blot xyzzy', 'second line']]);
    const lineId = await idOf(documentId, 'blot xyzzy');
    const before = await pageOf(documentId);
    expect(await remove(documentId, lineId)).toBe('deleted');
    expect(await textOf(documentId)).toBe('second line');
    expect(await seed.db.pages.text(seed.tenantId, documentId, 'none')).toMatchObject([{ text: 'second line' }]);
    expect(await isFound(documentId, 'xyzzy')).toBe(false);
    expect((await pageOf(documentId)).deleted).toEqual([
      { kind: 'line', id: lineId, box: before.lines[0].box, text: 'blot xyzzy' },
    ]);
    expect(await remove(documentId, lineId)).toBeUndefined();
    await readAgain(pageIds[0], ['blob xyzzy', 'second line']);
    expect(await textOf(documentId)).toBe('second line');
    const [gone] = (await pageOf(documentId)).deleted;
    expect(await restore(documentId, gone.id)).toMatchObject({ words: [{ text: 'blob' }, { text: 'xyzzy' }] });
    expect(await textOf(documentId)).toBe('blob xyzzy\nsecond line');
    expect(await isFound(documentId, 'xyzzy')).toBe(true);
    expect(await restore(documentId, gone.id)).toBeUndefined();
  });

  it('comes back as it was, corrections and doubts and all', async () => {
    const { documentId } = await seed.addRead([['take aspi?rn dai?ly']]);
    const [{ id, words }] = (await pageOf(documentId)).lines;
    const correction = { documentId, number: 1, wordId: words[1].id, text: 'Aspirin', actor };
    await seed.db.pages.correctWord(seed.tenantId, correction);
    const before = await pageOf(documentId);
    await remove(documentId, id);
    await restore(documentId, id);
    expect(await pageOf(documentId)).toEqual(before);
  });

  it('needs two people under double keying, as do the words of an added line', async () => {
    const { documentId } = await seed.addRead([['blot', 'second line']]);
    await seed.db.review.setSettings(seed.tenantId, { doubleKeying: true });
    try {
      const lineId = await idOf(documentId, 'blot');
      expect(await remove(documentId, lineId)).toBe('once');
      expect((await pageOf(documentId)).lines[0]).toMatchObject({ deletion: 'once', words: [{ text: 'blot' }] });
      expect(await codeOf(remove(documentId, lineId))).toBe('line.deleted_already');
      expect(await remove(documentId, lineId, 'key:2')).toBe('deleted');
      const line = await add(documentId, 'Quinine');
      expect(line.words).toMatchObject([{ text: '', keying: 'once' }]);
      expect(await isFound(documentId, 'quinine')).toBe(false);
      const wordId = line.words[0].id;
      const typed = { documentId, number: 1, wordId, text: 'Quinine', actor: 'key:2' };
      expect(await seed.db.pages.correctWord(seed.tenantId, typed)).toMatchObject({
        text: 'Quinine',
        keying: 'verified',
      });
      expect(await textOf(documentId)).toBe('second line\nQuinine');
    } finally {
      await seed.db.review.setSettings(seed.tenantId, { doubleKeying: false });
    }
  });
});

describe('an undone correction', () => {
  const undo = (documentId: string, wordId: string, by = actor) =>
    seed.db.pages.undoCorrection(seed.tenantId, { documentId, number: 1, wordId, actor: by });
  const correct = (documentId: string, wordId: string, text: string, by = actor) =>
    seed.db.pages.correctWord(seed.tenantId, { documentId, number: 1, wordId, text, actor: by });

  it('gives way to the one before and then to the reading, in text, search and every later reading', async () => {
    const { documentId, pageIds } = await seed.addRead([['take aspi?rn']]);
    const wordId = (await pageOf(documentId)).lines[0].words[1].id;
    await correct(documentId, wordId, 'Aspirin');
    await correct(documentId, wordId, 'Heparin');
    expect(await undo(documentId, wordId)).toMatchObject({ text: 'Aspirin', correctedBy: actor });
    const reading = await undo(documentId, wordId);
    expect(reading).toMatchObject({ text: 'aspirn', uncertain: true });
    expect(reading?.correctedBy).toBeUndefined();
    expect(await isFound(documentId, 'heparin')).toBe(false);
    await readAgain(pageIds[0], ['take aspi?rn']);
    expect(await textOf(documentId)).toBe('take aspirn?');
    expect(await codeOf(undo(documentId, wordId))).toBe('word.not_corrected');
    expect(await undo(documentId, documentId)).toBeUndefined();
  });

  it('brings a deleted word back, which the page lists until then', async () => {
    const { documentId } = await seed.addRead([['take blot']]);
    const word = (await pageOf(documentId)).lines[0].words[1];
    await correct(documentId, word.id, '');
    const { text, deleted } = await pageOf(documentId);
    expect({ text, deleted }).toEqual({
      text: 'take',
      deleted: [{ kind: 'word', id: word.id, box: word.box, text: 'blot' }],
    });
    await undo(documentId, word.id);
    expect(await pageOf(documentId)).toMatchObject({ text: 'take blot', deleted: [] });
  });

  it('takes back what the person typed alone under double keying', async () => {
    const { documentId } = await seed.addRead([['take aspi?rn']]);
    const wordId = (await pageOf(documentId)).lines[0].words[1].id;
    await seed.db.review.setSettings(seed.tenantId, { doubleKeying: true });
    try {
      await correct(documentId, wordId, 'Aspirin', 'key:1');
      expect(await codeOf(undo(documentId, wordId, 'key:2'))).toBe('word.not_corrected');
      await undo(documentId, wordId, 'key:1');
      expect((await pageOf(documentId)).lines[0].words[1].keying).toBeUndefined();
      await correct(documentId, wordId, 'Aspirin', 'key:1');
      await correct(documentId, wordId, 'Aspirin', 'key:2');
      expect(await codeOf(undo(documentId, wordId, 'key:3'))).toBe('word.verified');
    } finally {
      await seed.db.review.setSettings(seed.tenantId, { doubleKeying: false });
    }
  });
});
