import { recognisePageJob } from '@longhand/contracts';
import { type QuarterTurn, quarterTurns, type RecognisedPage, turnBox, turnPoint } from '@longhand/core';
import { recognisedPage, readBy, type Seed, seedDatabase, segmented } from '@longhand/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let seed: Seed;
beforeAll(async () => {
  seed = await seedDatabase();
});
afterAll(() => seed?.close());

const size = { width: segmented.widthPx, height: segmented.heightPx };

/** What a reader finds on the turned page: the same words where the turn took them. */
function turnedReading(lines: string[], degrees: QuarterTurn): RecognisedPage {
  const page = recognisedPage(lines);
  return {
    ...page,
    lines: page.lines.map((line) => ({
      ...line,
      box: turnBox(line.box, degrees, size),
      baseline: [turnPoint(line.baseline[0], degrees, size), turnPoint(line.baseline[1], degrees, size)],
      words: line.words.map((word) => ({ ...word, box: turnBox(word.box, degrees, size) })),
    })),
  };
}

const get = (documentId: string) => seed.db.pages.get(seed.tenantId, documentId, 1);
const rotate = (documentId: string, degrees: QuarterTurn) =>
  seed.db.pages.rotate(seed.tenantId, { documentId, number: 1, degrees });
const wordsOf = async (documentId: string) => (await get(documentId))?.lines.flatMap(({ words }) => words) ?? [];

async function correct(documentId: string, index: number, text: string): Promise<void> {
  const words = await wordsOf(documentId);
  await seed.db.pages.correctWord(seed.tenantId, {
    documentId,
    number: 1,
    wordId: words[index].id,
    text,
    actor: 'nurse',
  });
}

/** As the two workers do. */
async function readAgain(documentId: string, pageId: string, page: RecognisedPage, modelVersion = 'm1') {
  const next = { contract: recognisePageJob, payload: { tenantId: seed.tenantId, documentId, pageId } };
  expect(await seed.db.pages.begin(seed.tenantId, pageId, 'segment-page')).toBeDefined();
  await seed.db.pages.markSegmented(seed.tenantId, pageId, segmented, next);
  expect(await seed.db.pages.saveRecognised(seed.tenantId, pageId, { ...readBy, modelVersion, page })).toBe(true);
}

describe('a turn that a reader finds', () => {
  const next = (documentId: string, pageId: string) => ({
    contract: recognisePageJob,
    payload: { tenantId: seed.tenantId, documentId, pageId },
  });

  it('is kept with the warnings of the picture', async () => {
    const { documentId, pageIds } = await seed.addDocument();
    const outcome = { ...segmented, rotationDegrees: 180 as const, warnings: ['page.blurred' as const] };
    expect(await seed.db.pages.markSegmented(seed.tenantId, pageIds[0], outcome, next(documentId, pageIds[0]))).toBe(
      true,
    );
    const begun = await seed.db.pages.begin(seed.tenantId, pageIds[0], 'recognise-page');
    expect(begun?.page).toMatchObject({ rotationDegrees: 180, rotatedByPerson: false });
    expect(await get(documentId)).toMatchObject({ warnings: ['page.blurred'] });
  });

  it('does not undo what a person turned', async () => {
    const { documentId, pageIds } = await seed.addRead([['daily']]);
    await rotate(documentId, 90);
    expect((await seed.db.pages.begin(seed.tenantId, pageIds[0], 'segment-page'))?.page.rotatedByPerson).toBe(true);
    const outcome = { ...segmented, rotationDegrees: 180 as const };
    await seed.db.pages.markSegmented(seed.tenantId, pageIds[0], outcome, next(documentId, pageIds[0]));
    const begun = await seed.db.pages.begin(seed.tenantId, pageIds[0], 'recognise-page');
    expect(begun?.page).toMatchObject({ rotationDegrees: 90, rotatedByPerson: true });
  });
});

describe('a correction', () => {
  it.each(quarterTurns)('survives a turn of the page by %i degrees, and a new model after it', async (degrees) => {
    const { documentId, pageIds } = await seed.addRead([['take aspi?rn daily', 'with water']]);
    await correct(documentId, 1, 'Aspirin');
    expect(await rotate(documentId, degrees)).toBe('turned');
    await readAgain(documentId, pageIds[0], turnedReading(['take asplrm daily', 'with water'], degrees), 'm2');
    const words = await wordsOf(documentId);
    expect(words[1]).toMatchObject({ text: 'Aspirin', reading: 'asplrm', correctedBy: 'nurse' });
    expect(words.filter(({ correctedBy }) => correctedBy)).toHaveLength(1);
    const saved = await seed.db.pages.saveRecognised(seed.tenantId, pageIds[0], {
      ...readBy,
      modelVersion: 'm3',
      page: turnedReading(['take xspirn daily', 'with water'], degrees),
    });
    expect(saved).toBe(true);
    expect((await wordsOf(documentId))[1]).toMatchObject({ text: 'Aspirin', reading: 'xspirn' });
    const { hits } = await seed.db.search.find(seed.tenantId, { q: 'aspirin', limit: 50 });
    expect(hits.map((hit) => hit.documentId)).toContain(documentId);
  });

  it('survives a retry after the turned page has failed', async () => {
    const { documentId, pageIds } = await seed.addRead([['take aspi?rn daily']]);
    await correct(documentId, 1, 'Aspirin');
    await rotate(documentId, 90);
    const problem = { code: 'page.took_too_long', message: 'Try again.' };
    const outcome = { attempt: 3, isFinal: true, worker: 'w' };
    await seed.db.pages.fail(seed.tenantId, pageIds[0], { step: 'segment-page', problem, outcome });
    expect(await seed.db.documents.retry(seed.tenantId, documentId)).toMatchObject({ pages: 1 });
    await readAgain(documentId, pageIds[0], turnedReading(['take aspirn daily'], 90));
    expect((await wordsOf(documentId))[1]).toMatchObject({ text: 'Aspirin', reading: 'aspirn' });
  });
});

describe('rotatePage', () => {
  it('turns boxes, baselines and size at once and keeps the text until the page is read again', async () => {
    const { documentId, pageIds } = await seed.addRead([['one two']]);
    const before = await get(documentId);
    await rotate(documentId, 90);
    const after = await get(documentId);
    expect(after).toMatchObject({ status: 'queued', widthPx: 1500, heightPx: 1000, text: 'one two' });
    expect(after?.lines[0].words[1].box).toEqual(turnBox(before?.lines[0].words[1].box as never, 90, size));
    expect(after?.lines[0].baseline).toEqual(before?.lines[0].baseline.map((point) => turnPoint(point, 90, size)));
    const { status } = (await seed.db.documents.get(seed.tenantId, documentId)) ?? {};
    expect(status).toBe('processing');
    const begun = await seed.db.pages.begin(seed.tenantId, pageIds[0], 'segment-page');
    expect(begun?.page.rotationDegrees).toBe(90);
  });

  it('adds up turns, also of a page that could not be read', async () => {
    const { documentId, pageIds } = await seed.addDocument();
    const problem = { code: 'page.took_too_long', message: 'Try again.' };
    for (const degrees of [270, 180] as const) {
      const outcome = { attempt: 1, isFinal: true, worker: 'w' };
      await seed.db.pages.fail(seed.tenantId, pageIds[0], { step: 'segment-page', problem, outcome });
      expect(await rotate(documentId, degrees)).toBe('turned');
    }
    const begun = await seed.db.pages.begin(seed.tenantId, pageIds[0], 'segment-page');
    expect(begun?.page.rotationDegrees).toBe(90);
  });

  it('leaves alone what a worker has, what is cancelled and what is not there', async () => {
    const waiting = await seed.addDocument();
    expect(await rotate(waiting.documentId, 90)).toBe('busy');
    const cancelled = await seed.addRead([['one'], ['two']]);
    await seed.db.pages.rotate(seed.tenantId, { documentId: cancelled.documentId, number: 2, degrees: 90 });
    await seed.db.documents.cancel(seed.tenantId, cancelled.documentId);
    expect(await rotate(cancelled.documentId, 90)).toBe('busy');
    expect(await seed.db.pages.rotate(seed.tenantId, { documentId: waiting.documentId, number: 7, degrees: 90 })).toBe(
      'missing',
    );
    const stranger = await seed.db.tenants.ensure('stranger');
    expect(await seed.db.pages.rotate(stranger, { documentId: cancelled.documentId, number: 1, degrees: 90 })).toBe(
      'missing',
    );
  });

  it('does not let a late reading of the page as it was overwrite the turned one', async () => {
    const { documentId, pageIds } = await seed.addRead([['one']]);
    await rotate(documentId, 90);
    const late = { ...readBy, page: recognisedPage(['late']) };
    expect(await seed.db.pages.saveRecognised(seed.tenantId, pageIds[0], late)).toBe(false);
    expect(await get(documentId)).toMatchObject({ status: 'queued', text: 'one' });
  });
});
