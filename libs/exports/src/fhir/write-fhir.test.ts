import { createHash } from 'node:crypto';
import { Fhir, Versions, ParseConformance } from 'fhir';
import { describe, expect, it } from 'vitest';
import { exportedAt, joined, sampleDocument, samplePages, streamOf } from '../sample-document.test-suite.js';
import type { Bundle, Provenance, Resource } from './fhir-types.js';
import { writeFhir } from './write-fhir.js';

const fhir = new Fhir(new ParseConformance(true, Versions.R4));
const write = async (): Promise<Bundle> =>
  JSON.parse(await joined(writeFhir(sampleDocument, streamOf(samplePages), exportedAt)));

function only<T extends Resource['resourceType']>(bundle: Bundle, type: T): Extract<Resource, { resourceType: T }>[] {
  return bundle.entry.map(({ resource }) => resource).filter((one) => one.resourceType === type) as never;
}
const extensionsOf = ({ extension }: Provenance) =>
  Object.fromEntries(extension.map(({ url, ...value }) => [url.split(':').at(-1), Object.values(value)[0]]));

/** What the R4 profiles find wrong, in their words. */
const problemsOf = (resource: object) =>
  fhir.validate(resource, { errorOnUnexpected: true }).messages.filter(({ severity }) => severity !== 'info');

describe('writeFhir', () => {
  it('gives a bundle, and in it resources, that the R4 profiles take', async () => {
    const bundle = await write();
    expect(problemsOf(bundle)).toEqual([]);
    expect(bundle.entry.map(({ resource }) => [resource.resourceType, problemsOf(resource)])).toEqual([
      ['DocumentReference', []],
      ['Binary', []],
      ['Device', []],
      ['Provenance', []],
      ['Provenance', []],
    ]);
  });

  it('would be told by them what is wrong', async () => {
    const [reference] = only(await write(), 'DocumentReference');
    expect(problemsOf({ ...reference, status: undefined })).not.toEqual([]);
    expect(problemsOf({ ...reference, status: 'perfect' })).not.toEqual([]);
    expect(problemsOf({ ...reference, colour: 'red' })).not.toEqual([]);
    const [provenance] = only(await write(), 'Provenance');
    expect(problemsOf({ ...provenance, agent: undefined })).not.toEqual([]);
  });

  it('points from everything to the document and its text, which is as long and as hashed as it says', async () => {
    const bundle = await write();
    const urls = new Set(bundle.entry.map(({ fullUrl }) => fullUrl));
    expect(urls.size).toBe(bundle.entry.length);
    for (const url of urls) expect(url).toMatch(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const references = [...JSON.stringify(bundle).matchAll(/"reference":"([^"]+)"/g)].map(([, url]) => url);
    expect(references.length).toBeGreaterThan(3);
    for (const url of references) expect(urls).toContain(url);
    const [{ content, description, context }] = only(bundle, 'DocumentReference');
    const [binary] = only(bundle, 'Binary');
    const text = Buffer.from(binary.data, 'base64');
    expect(text.toString('utf8')).toBe(
      samplePages
        .map((page) => page.text)
        .join('\f')
        .replace('\ud800', '\ufffd'),
    );
    expect(content[0].attachment).toMatchObject({
      size: text.length,
      hash: createHash('sha1').update(text).digest('base64'),
      url: `urn:uuid:${binary.id}`,
    });
    expect([description, context?.period.start]).toEqual([sampleDocument.title, '1905-03-01']);
  });

  it('names model, mean confidence, scan and the person who verified', async () => {
    const bundle = await write();
    const [reading, verification] = only(bundle, 'Provenance');
    const [device] = only(bundle, 'Device');
    expect(device.version).toEqual([{ value: 'reader-1' }]);
    expect(reading.agent[0].who.reference).toBe(`urn:uuid:${device.id}`);
    expect(reading.entity?.[0].what.identifier?.value).toBe(sampleDocument.sha256);
    const words = samplePages.flatMap((page) => page.lines.flatMap((line) => line.words));
    const read = words.filter(({ correctedBy }) => correctedBy === undefined);
    const mean = read.reduce((sum, { confidence }) => sum + confidence, 0) / read.length;
    expect(extensionsOf(reading)).toEqual({ pages: 3, words: 15, 'mean-word-confidence': expect.closeTo(mean, 3) });
    expect(verification.agent[0]).toMatchObject({
      type: { coding: [{ code: 'verifier' }] },
      who: { display: 'key abc' },
    });
    expect(verification.occurredPeriod).toEqual({
      start: '2026-03-02T01:02:03.000Z',
      end: '2026-03-02T01:02:04.000Z',
    });
    expect(extensionsOf(verification)).toEqual({ words: 2 });
  });

  it('names the same document by the same ids every time', async () => {
    expect((await write()).entry.map(({ fullUrl }) => fullUrl)).toEqual(
      (await write()).entry.map(({ fullUrl }) => fullUrl),
    );
  });
});
