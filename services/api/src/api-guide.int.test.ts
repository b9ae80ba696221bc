import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recognisePageJob, segmentPageJob } from '@longhand/contracts';
import { pageImageKey } from '@longhand/storage';
import { readBy, recognisedPage, segmented } from '@longhand/test-kit';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from './start-api.test-suite.js';

const guide = new URL('../../../docs/api.md', import.meta.url);

interface Step {
  title: string;
  script: string;
  /** An error is what the guide shows. */
  isFailure: boolean;
  /** The answer as the guide prints it. */
  answer?: unknown;
}

/**
 * The shell examples of the guide in order, each with the answer that stands below it before the
 * next one.
 */
function stepsOf(markdown: string): Step[] {
  const steps: Step[] = [];
  let title = '';
  for (const [, heading, info, code] of markdown.matchAll(/^## (.+)$|^```(\w[^\n]*)\n([\s\S]*?)^```$/gm)) {
    if (heading) title = heading;
    else if (info.startsWith('sh')) steps.push({ title, script: code, isFailure: info === 'sh fails' });
    else if (info === 'json') Object.assign(steps.at(-1) ?? {}, { answer: JSON.parse(code) });
  }
  return steps;
}

const hasCurl = spawnSync('curl', ['--version']).error === undefined;
if (!hasCurl && process.env.CI) throw new Error("curl is missing: install the machine's curl package.");

let api: TestApi;
let folder: string;
/** URL, KEY and the ids that the answers gave. */
const variables: Record<string, string> = {};

beforeAll(async () => {
  api = await startApi();
  folder = await mkdtemp(join(tmpdir(), 'longhand-guide-'));
  Object.assign(variables, { URL: api.url, KEY: api.key });
  for (const [name, shade] of [
    ['letter.png', 250],
    ['form.png', 240],
  ] as const) {
    const background = { r: shade, g: shade, b: shade };
    await sharp({ create: { width: 1000, height: 1500, channels: 3, background } })
      .png()
      .toFile(join(folder, name));
  }
  await writeFile(join(folder, 'notes.txt'), 'only a text');
});
afterAll(async () => {
  await api?.close();
  if (folder) await rm(folder, { recursive: true });
});

/** Runs a script as a reader of the guide would, in the folder with the files. */
function run(script: string): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['--norc', '-euo', 'pipefail', '-c', script], {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: folder,
      env: { PATH: process.env.PATH, ...variables },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}

/** Does what the workers do with an uploaded document. */
async function read(documentId: string, pages: string[][]): Promise<void> {
  const { db, tenantId, store } = api;
  const pageIds: string[] = [];
  await db.documents.finishSplit(tenantId, documentId, {
    pageCount: pages.length,
    nextOf: (pageId) => {
      pageIds.push(pageId);
      return { contract: segmentPageJob, payload: { tenantId, documentId, pageId } };
    },
  });
  const jpeg = await sharp(join(folder, 'letter.png')).jpeg().toBuffer();
  for (const [i, lines] of pages.entries()) {
    const next = { contract: recognisePageJob, payload: { tenantId, documentId, pageId: pageIds[i] } };
    await store.put(pageImageKey(tenantId, documentId, i + 1), jpeg, { contentType: 'image/jpeg' });
    await db.pages.markSegmented(tenantId, pageIds[i], segmented, next);
    await db.pages.saveRecognised(tenantId, pageIds[i], { ...readBy, page: recognisedPage(lines) });
  }
}

interface Receipt {
  id: string;
  files: { documentId?: string }[];
}

/**
 * Takes ids out of answers into variables, as the guide tells its reader to, and lets the workers
 * work after the upload.
 */
async function goOn(script: string, answer: unknown): Promise<void> {
  if (script.includes('-F files=')) {
    const { id, files } = answer as Receipt;
    const [letter, form] = files.map(({ documentId }) => documentId ?? '');
    Object.assign(variables, { BATCH: id, DOCUMENT: letter });
    await read(letter, [['allergic to penicilli?n'], ['yours truly']]);
    await read(form, [['a form']]);
  }
  if (/pages\/1\/lines"/.test(script)) variables.LINE = (answer as { id: string }).id;
  if (/pages\/1"/.test(script) && !script.includes('-X'))
    variables.WORD = (answer as { lines: { words: { id: string }[] }[] }).lines[0].words[0].id;
}

/**
 * Every field that the guide shows is in the real answer, with a value of its type; lists are
 * compared by their first entries.
 */
function expectShape(real: unknown, shown: unknown, path = 'answer'): void {
  if (Array.isArray(shown)) {
    expect(real, path).toBeInstanceOf(Array);
    for (const [i, entry] of shown.entries()) expectShape((real as unknown[])[i], entry, `${path}[${i}]`);
  } else if (typeof shown === 'object' && shown !== null) {
    for (const [name, value] of Object.entries(shown)) {
      expect(real, path).toHaveProperty(name);
      expectShape((real as Record<string, unknown>)[name], value, `${path}.${name}`);
    }
  } else {
    expect(typeof real, path).toBe(typeof shown);
    // Words of a fixed list are the same, and so are names that the example itself gave.
    if (typeof shown === 'string' && /\.(status|code|title|name|text|reading|snippet)$/.test(path))
      expect(real, path).toBe(shown);
  }
}

describe.runIf(hasCurl)('docs/api.md', () => {
  it('shows calls that work, one after another, and answers as they are', async () => {
    const steps = stepsOf(await readFile(guide, 'utf8'));
    expect(steps.length).toBeGreaterThan(15);
    for (const { title, script, isFailure, answer } of steps) {
      const { code, stdout, stderr } = await run(script);
      expect([title, code === 0, stderr], script).toEqual([title, !isFailure, isFailure ? expect.any(String) : '']);
      const real = stdout.startsWith('{') ? JSON.parse(lastJson(stdout)) : stdout;
      if (answer !== undefined) expectShape(real, answer, 'answer');
      await goOn(script, real);
    }
    for (const [file, first] of [
      ['page.jpg', '\xff\xd8\xff'],
      ['letter.pdf', '%PDF-1.7'],
      ['letter.xml', '<?xml'],
      ['upload.zip', 'PK\x03\x04'],
    ]) {
      expect((await stat(join(folder, file))).size).toBeGreaterThan(100);
      expect((await readFile(join(folder, file), 'latin1')).startsWith(first), file).toBe(true);
    }
  });

  it('has no call that lacks the key, but for the one that needs none', async () => {
    const calls = stepsOf(await readFile(guide, 'utf8')).flatMap(({ script }) => script.split(/^(?=curl)/m));
    const open = calls.filter((call) => !call.includes('Authorization: Bearer $KEY'));
    expect(open).toEqual(['curl -sS --fail-with-body "$URL/health/live"\n']);
  });
});

/** The last of several JSON objects that were printed without a line break between them. */
function lastJson(text: string): string {
  for (let at = text.lastIndexOf('}{'); ; at = text.lastIndexOf('}{', at - 1)) {
    const candidate = text.slice(at + 1);
    try {
      JSON.parse(candidate);
      return candidate;
    } catch (error) {
      if (at < 0) throw error;
    }
  }
}
