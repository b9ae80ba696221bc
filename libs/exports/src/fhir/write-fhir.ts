import { createHash } from 'node:crypto';
import type { ExportedDocument, PageStream } from '../export-document.js';
import type { Binary, Bundle, Device, DocumentReference, Extension, Provenance, Resource } from './fhir-types.js';
import { gatherDocument, type GatheredDocument, type ModelShare, type PersonShare } from './gather-document.js';
import { nameBasedUuid } from './name-based-uuid.js';

const textType = 'text/plain; charset=utf-8';
const participantTypes = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type';
const extensionBase = 'urn:longhand:fhir:';

const extension = (name: string, value: Omit<Extension, 'url'>): Extension => ({ url: extensionBase + name, ...value });
const urlOf = (id: string) => `urn:uuid:${id}`;

/**
 * The document as a FHIR R4 Bundle (type `collection`): a DocumentReference, its text as a Binary,
 * a Device for each model version that read pages of it, and Provenance: one by each model (with
 * the mean probability of the words that nobody corrected) and one by each person who verified
 * words. No patient is named: the receiving system adds the subject.
 * @param exportedAt when the export is made, RFC 3339
 */
export async function* writeFhir(
  document: ExportedDocument,
  pages: PageStream,
  exportedAt: string,
): AsyncGenerator<string> {
  const gathered = await gatherDocument(pages);
  const { models, people } = gathered;
  const text = textOf(document, gathered);
  const targets = [{ reference: urlOf(document.id) }, { reference: urlOf(text.id) }];
  const resources: Resource[] = [
    referenceOf(document, text, exportedAt),
    text,
    ...models.flatMap((model) => {
      const device = deviceOf(document, model);
      return [device, readingOf(document, model, { device, targets, exportedAt })];
    }),
    ...people.map((person) => verificationOf(document, person, { targets, exportedAt })),
  ];
  const bundle: Bundle = {
    resourceType: 'Bundle',
    id: nameBasedUuid(document.id, 'bundle'),
    type: 'collection',
    timestamp: exportedAt,
    entry: resources.map((resource) => ({ fullUrl: urlOf(resource.id), resource })),
  };
  yield JSON.stringify(bundle);
}

function textOf({ id }: ExportedDocument, { text }: GatheredDocument): Binary {
  const data = Buffer.from(text).toString('base64');
  return { resourceType: 'Binary', id: nameBasedUuid(id, 'text'), contentType: textType, data };
}

function referenceOf(document: ExportedDocument, text: Binary, exportedAt: string): DocumentReference {
  const bytes = Buffer.from(text.data, 'base64');
  const { id, title, recordDate, status, createdAt } = document;
  return {
    resourceType: 'DocumentReference',
    id,
    status: 'current',
    docStatus: status === 'done' ? 'final' : 'preliminary',
    date: exportedAt,
    description: title,
    content: [
      {
        attachment: {
          contentType: textType,
          url: urlOf(text.id),
          size: bytes.length,
          hash: createHash('sha1').update(bytes).digest('base64'),
          title,
          creation: createdAt,
        },
      },
    ],
    ...(recordDate !== undefined && { context: { period: { start: recordDate, end: recordDate } } }),
  };
}

function deviceOf({ id }: ExportedDocument, { modelVersion }: ModelShare): Device {
  return {
    resourceType: 'Device',
    id: nameBasedUuid(id, 'device', modelVersion),
    deviceName: [{ name: 'Longhand', type: 'model-name' }],
    version: [{ value: modelVersion }],
  };
}

interface Circumstances {
  targets: Provenance['target'];
  exportedAt: string;
}

function readingOf(
  { id, sha256, name }: ExportedDocument,
  { modelVersion, pages, words, certainty, uncorrected }: ModelShare,
  { device, targets, exportedAt }: Circumstances & { device: Device },
): Provenance {
  const mean = uncorrected > 0 ? Math.round((certainty / uncorrected) * 1e4) / 1e4 : undefined;
  return {
    resourceType: 'Provenance',
    id: nameBasedUuid(id, 'reading', modelVersion),
    extension: [
      extension('pages', { valueInteger: pages }),
      extension('words', { valueInteger: words }),
      ...(mean === undefined ? [] : [extension('mean-word-confidence', { valueDecimal: mean })]),
    ],
    target: targets,
    recorded: exportedAt,
    agent: [{ type: participant('assembler'), who: { reference: urlOf(device.id) } }],
    entity: [
      { role: 'source', what: { identifier: { system: `${extensionBase}sha256`, value: sha256 }, display: name } },
    ],
  };
}

function verificationOf(
  { id }: ExportedDocument,
  { person, words, first, last }: PersonShare,
  { targets, exportedAt }: Circumstances,
): Provenance {
  return {
    resourceType: 'Provenance',
    id: nameBasedUuid(id, 'verification', person),
    extension: [extension('words', { valueInteger: words })],
    target: targets,
    occurredPeriod: { start: first, end: last },
    recorded: exportedAt,
    agent: [{ type: participant('verifier'), who: { display: person } }],
  };
}

function participant(code: 'assembler' | 'verifier'): Provenance['agent'][number]['type'] {
  return { coding: [{ system: participantTypes, code }] };
}
