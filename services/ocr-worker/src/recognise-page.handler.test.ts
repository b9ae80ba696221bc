import {
  alphabet62,
  type GrayImage,
  type PageLayout,
  type PageScores,
  packStrips,
  readPage,
  type RecognisedPage,
  type StripScores,
} from '@longhand/core';
import { expect, test } from 'vitest';
import { createLogger } from '@longhand/log';
import { SuspectLane, tryStep } from '@longhand/runtime';
import { type RecognisePageDeps, recognisePageStep } from './recognise-page.handler.js';

const payload = {
  tenantId: '3f6b4a52-58a1-4e65-b6c4-0d6a3f9e1a01',
  documentId: '3f6b4a52-58a1-4e65-b6c4-0d6a3f9e1a02',
  pageId: '3f6b4a52-58a1-4e65-b6c4-0d6a3f9e1a03',
};
const box = { x: 10, y: 10, width: 20, height: 30 };

/** A line with one word; its glyphs' first pixels name the classes. */
function storedPage(text: string): { layout: PageLayout; glyphs: Uint8Array } {
  const glyphs = new Uint8Array(text.length * 784);
  for (const [i, character] of [...text].entries()) glyphs[i * 784] = alphabet62.indexOf(character);
  const windows = [...text].map((_, i) => {
    const place = { ...box, x: 10 + i * 22 };
    return { glyph: i, from: i, to: i + 1, box: place, heightInX: 1.7, bottomInX: 0 };
  });
  const word = { box: { ...box, width: 22 * text.length }, pieceCount: text.length, windows };
  const baseline: [{ x: number; y: number }, { x: number; y: number }] = [
    { x: 10, y: 40 },
    { x: 100, y: 40 },
  ];
  const lines = [{ box: word.box, baseline, xHeightPx: 18, words: [word] }];
  return {
    layout: {
      version: 1,
      widthPx: 200,
      heightPx: 100,
      skewDegrees: 0,
      isInverted: false,
      toOriginal: [1, 0, 0, 1, 0, 0],
      lines,
    },
    glyphs,
  };
}

const lineAlphabet = 'aeilnrst ';

/** Frames that say "as it is": every character, then a blank. */
function spelled(text: string): StripScores {
  const classes = lineAlphabet.length + 1;
  const logits = new Float32Array(2 * text.length * classes);
  for (const [i, character] of [...text].entries()) {
    logits[2 * i * classes + 1 + lineAlphabet.indexOf(character)] = 12;
    logits[(2 * i + 1) * classes] = 12;
  }
  return { logits, frames: 2 * text.length, classes, widthFrames: 2 * text.length };
}

function deps(stored: { layout: unknown; glyphs: Uint8Array; strips?: Uint8Array }, starts = 1) {
  const read: GrayImage[] = [];
  const lineOptions = stored.strips && { alphabet: lineAlphabet, uncertainBelow: 0.8 };
  const saved: { page: RecognisedPage; modelVersion: string; worker: string }[] = [];
  const fake = {
    pages: {
      begin: async (_tenant: string, pageId: string) =>
        pageId === payload.pageId ? { page: { id: pageId, number: 3, status: 'segmented' }, starts } : undefined,
      handBack: async () => undefined,
      saveRecognised: async (_tenant: string, _page: string, result: (typeof saved)[number]) => {
        saved.push(result);
        return true;
      },
    },
    store: {
      get: async (key: string) => {
        if (key.endsWith('layout.json')) return Buffer.from(JSON.stringify(stored.layout));
        return Buffer.from(key.endsWith('strips.bin') ? (stored.strips ?? []) : stored.glyphs);
      },
    },
    classifier: {
      alphabet: alphabet62,
      modelVersion: 'made-up@0',
      classify: async (glyphs: Uint8Array) => {
        const rows = new Float32Array((glyphs.length / 784) * 62).fill(0.001);
        for (let i = 0; i < glyphs.length / 784; i++) rows[i * 62 + glyphs[i * 784]] = 0.94;
        return rows;
      },
      ...(stored.strips ? { lines: { modelVersion: 'lines@0' } } : {}),
      readLines: async (strips: GrayImage[]) => {
        read.push(...strips);
        return strips.map(() => spelled('it rains'));
      },
      decode: async (layout: PageLayout, scores: PageScores) =>
        readPage(layout, scores, { glyphs: { alphabet: alphabet62, uncertainBelow: 0.8 }, lines: lineOptions }),
    },
    worker: 'worker-1',
  };
  return { deps: fake as unknown as RecognisePageDeps, saved, read };
}

const log = createLogger({ service: 'test', level: 'silent' });
const context = { signal: new AbortController().signal, lockLost: new AbortController().signal, log };
const recognisePageHandler = (d: RecognisePageDeps, of: typeof payload, at: typeof context) =>
  tryStep(recognisePageStep(d), new SuspectLane(), of, at);

test('reads the stored glyphs and saves the page once', async () => {
  const { deps: d, saved } = deps(storedPage('4711'));
  await recognisePageHandler(d, payload, context);
  expect(saved).toHaveLength(1);
  expect(saved[0]).toMatchObject({ modelVersion: 'made-up@0', worker: 'worker-1', page: { text: '4711' } });
  expect(saved[0].page.lines[0].words[0].characters).toHaveLength(4);
});

test('running writing is read as whole lines, boxes and marks as glyphs', async () => {
  const { layout, glyphs } = storedPage('4711');
  const running = storedPage('itrains').layout.lines[0];
  running.words[0].windows = running.words[0].windows.map((window) => ({ ...window, box: { ...box, width: 12 } }));
  const mark = storedPage('7').layout.lines[0];
  const strips = [0, 1].map((line) => ({ line, width: 100, height: 48, data: new Uint8Array(4800) }));
  const stored = { layout: { ...layout, lines: [mark, running] }, glyphs, strips: packStrips(strips) };
  const { deps: d, saved, read } = deps(stored);
  await recognisePageHandler(d, payload, context);
  expect(saved[0]).toMatchObject({ modelVersion: 'made-up@0+lines@0', page: { text: '4\nit rains' } });
  expect(read).toHaveLength(1);
});

test('leaves a page alone that is gone or already read', async () => {
  const { deps: d, saved } = deps(storedPage('4711'));
  await recognisePageHandler(d, { ...payload, pageId: payload.documentId }, context);
  expect(saved).toHaveLength(0);
});

test('a page that keeps ending its workers, or whose layout is damaged, fails for good', async () => {
  const { deps: crashing, saved } = deps(storedPage('4711'), 6);
  await expect(recognisePageHandler(crashing, payload, context)).rejects.toMatchObject({ code: 'page.crashes_worker' });
  const { deps: old } = deps({ ...storedPage('1'), layout: { version: 0 } });
  await expect(recognisePageHandler(old, payload, context)).rejects.toMatchObject({ code: 'layout.version' });
  expect(saved).toHaveLength(0);
});

test('a job that has been told to stop saves nothing', async () => {
  const { deps: d, saved } = deps(storedPage('4711'));
  const signal = AbortSignal.abort(new Error('stop'));
  await expect(recognisePageHandler(d, payload, { ...context, signal })).rejects.toThrow('stop');
  expect(saved).toHaveLength(0);
});
