import { recognisePageJob, segmentPageJob } from '@longhand/contracts';
import { pageImageKey } from '@longhand/storage';
import { patienceMs, readBy, recognisedPage, segmented } from '@longhand/test-kit';
import type { OpenAPIObject } from '@nestjs/swagger';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillRequest, type Operation, operationsOf, sampleOf } from './openapi-requests.test-suite.js';
import { pngBytes, startApi, storedKeys, type TestApi } from './start-api.test-suite.js';

let api: TestApi;
let sql: pg.Client;
let document: OpenAPIObject;
let operations: Operation[];
let strangerKey: string;
let strangerId: string;
/** Of the first tenant: every id that a route may ask for. */
let ids: Record<'document' | 'batch' | 'openBatch' | 'word' | 'page' | 'key' | 'user', string>;

beforeAll(async () => {
  let url = '';
  api = await startApi({}, (deps) => {
    url = deps.config.databaseUrl;
    return deps;
  });
  sql = new pg.Client({ connectionString: url });
  await sql.connect();
  strangerKey = await api.strangerKey();
  strangerId = await api.db.tenants.ensure('other');
  document = (await (await fetch(`${api.url}/openapi.json`)).json()) as OpenAPIObject;
  operations = operationsOf(document);
  ids = await plantRecords();
});
afterAll(async () => {
  await sql?.end();
  await api?.close();
});

/**
 * A read document with a page image, an upload that is still open, and a key, all with names that
 * no stranger may see.
 */
async function plantRecords(): Promise<typeof ids> {
  const receipt = await api.receipt([{ name: 'planted-file.png', bytes: pngBytes() }]);
  const { tenantId, db, store } = api;
  const documentId = receipt.files[0].documentId as string;
  const next = (contract: typeof segmentPageJob | typeof recognisePageJob) => (pageId: string) => ({
    contract,
    payload: { tenantId, documentId, pageId },
  });
  await db.documents.finishSplit(tenantId, documentId, { pageCount: 1, nextOf: next(segmentPageJob) as never });
  const page = (await db.documents.get(tenantId, documentId))?.pages[0].id as string;
  await db.pages.markSegmented(tenantId, page, segmented, next(recognisePageJob)(page) as never);
  await db.pages.saveRecognised(tenantId, page, { ...readBy, page: recognisedPage(['planted words?']) });
  await store.put(pageImageKey(tenantId, documentId, 1), pngBytes(), { contentType: 'image/jpeg' });
  const word = (await db.pages.get(tenantId, documentId, 1))?.lines[0].words[0].id as string;
  const open = await api.json<{ id: string }>('/v1/batches/open', { method: 'POST' });
  const upload = { 'tus-resumable': '1.0.0', 'upload-length': '4', 'upload-metadata': 'filename YS5wbmc=,index MA==' };
  const begun = await api.call(`/v1/batches/${open.id}/uploads`, { method: 'POST', headers: upload });
  expect(begun.status).toBe(201);
  const { keyId } = await db.apiKeys.create(tenantId, 'planted key');
  const user = await db.users.create(tenantId, {
    name: 'planted',
    role: 'clerk',
    passwordHash: 'none',
    mustChange: true,
  });
  return {
    user: user?.userId as string,
    document: documentId,
    batch: receipt.id,
    openBatch: open.id,
    word,
    page,
    key: keyId,
  };
}

/** All rows of the first tenant, without its audit log, and the keys of its objects. */
async function everythingOfMine(): Promise<string> {
  const tables = await sql.query<{ name: string }>(`
    SELECT table_name AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'tenant_id' AND table_name NOT LIKE 'audit%' ORDER BY 1`);
  const all: unknown[] = [await storedKeys(api)];
  for (const { name } of tables.rows) {
    const { rows } = await sql.query(
      `SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY to_jsonb(t)::text), '[]') AS rows FROM ${name} t WHERE ` +
        'tenant_id = $1',
      [api.tenantId],
    );
    all.push(name, rows[0].rows);
  }
  return JSON.stringify(all);
}

const auditRows = async (tenantId: string): Promise<number> =>
  Number((await sql.query('SELECT count(*) FROM audit_log WHERE tenant_id = $1', [tenantId])).rows[0].count);

/** Every way to put the first tenant's ids into the route's path and query, or else into its body. */
function idChoices({ parameters, body }: Operation): string[][] {
  const wanted = parameters.filter(({ schema, in: place }) => place !== 'header' && schema.format === 'uuid').length;
  const isAskedInBody = body !== undefined && JSON.stringify(sampleOf(document, body, 'an id')).includes('an id');
  if (wanted === 0 && !isAskedInBody) return [[]];
  if (wanted <= 1) return Object.values(ids).map((id) => [id]);
  return Object.values(ids).flatMap((first) => Object.values(ids).map((second) => [first, second]));
}

/** Routes that make something new for whoever calls, or only list what is the caller's own. */
const takesNoId = ({ template }: Operation) => !template.includes('{');

// More than a hundred requests each, in turn.
describe("another tenant's records", () => {
  it('are not shown, changed or deleted by any route of the OpenAPI document, whatever ids are sent', async () => {
    const before = await everythingOfMine();
    expect(before).toContain('planted');
    let tried = 0;
    for (const operation of operations) {
      for (const choice of idChoices(operation)) {
        const { path, init } = fillRequest(document, operation, choice);
        const headers = { ...init.headers, authorization: `Bearer ${strangerKey}` };
        const response = await fetch(api.url + path, { ...init, headers });
        const text = await response.text();
        const what = `${operation.route} ${choice.join(' ')}`;
        if (!takesNoId(operation)) expect([what, response.status]).toEqual([what, 404]);
        expect([what, response.status < 500]).toEqual([what, true]);
        // The answer may name what was asked for, and nothing else; the stranger's own log names
        // everything that it asked for.
        const unasked = Object.values(ids).filter((id) => !choice.includes(id) && operation.template !== '/v1/audit');
        for (const secret of ['planted', ...unasked]) {
          expect([what, text.includes(secret)]).toEqual([what, false]);
        }
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(100);
    expect(await everythingOfMine()).toBe(before);
  });

  it('are shown to their own tenant by the same requests', async () => {
    const silent = new Set<string>();
    for (const operation of operations.filter(({ method }) => method === 'GET' || method === 'HEAD')) {
      const statuses: number[] = [];
      for (const choice of idChoices(operation)) {
        const { path, init } = fillRequest(document, operation, choice);
        const answer = await api.call(path, { ...init, signal: AbortSignal.timeout(patienceMs) });
        statuses.push(answer.status);
        await answer.body?.cancel();
      }
      if (!statuses.includes(200)) silent.add(`${operation.route} ${statuses.join()}`);
    }
    expect([...silent]).toEqual([]);
  });
});

describe('the audit log', () => {
  it('has an entry for every call of every route about records', async () => {
    const unseen: string[] = [];
    for (const operation of operations) {
      // The parts of an upload are one act, recorded when its batch is opened and finished; a body
      // that is no form is refused before it is one.
      if (operation.template.includes('/uploads') || operation.route === 'POST /v1/batches') continue;
      if (operation.template === '/metrics') continue;
      const count = await auditRows(strangerId);
      const { path, init } = fillRequest(document, operation, [ids.document]);
      await fetch(api.url + path, { ...init, headers: { ...init.headers, authorization: `Bearer ${strangerKey}` } });
      if ((await auditRows(strangerId)) === count) unseen.push(operation.route);
    }
    expect(unseen).toEqual([]);
    expect((await api.db.audit.verify(strangerId)).fault).toBeUndefined();
  });
});
