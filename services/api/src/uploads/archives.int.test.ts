import { readdir, readFile } from 'node:fs/promises';
import type { BatchView, DocumentView } from '@longhand/contracts';
import { workFoldersRoot } from '@longhand/runtime';
import { type ZipOptions, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pngBytes, startApi, storedKeys, type TestApi } from '../start-api.test-suite.js';

const MIB = 1024 * 1024;
const UNIX = 3;
let api: TestApi;

beforeAll(async () => {
  api = await startApi({
    UPLOAD_MAX_FILE_BYTES: String(MIB),
    ZIP_MAX_ENTRIES: '10',
    ZIP_MAX_UNPACKED_BYTES: String(8 * MIB),
    ZIP_MAX_RATIO: '50',
  });
});
afterAll(() => api?.close());

type Entry = Buffer | [Buffer, ZipOptions];
const zip = (entries: Record<string, Entry>) => Buffer.from(zipSync(entries));
const upload = async (bytes: Buffer, name = 'records.zip') =>
  (
    await api.receipt([
      { name, bytes },
      { name: 'beside.png', bytes: pngBytes() },
    ])
  ).files;

describe('a ZIP archive', () => {
  it('becomes a receipt line and a document for each file in it', async () => {
    const bytes = zip({
      'scan.png': pngBytes(),
      'ward/': Buffer.alloc(0),
      'ward/7/Überweisung.pdf': Buffer.from(`%PDF-1.4 ${Math.random()}`),
      'readme.txt': Buffer.from('nothing to see'),
      'big.png': pngBytes(100, 100, MIB + 1),
      'empty.png': Buffer.alloc(0),
    });
    const files = await upload(bytes);
    expect(files.map(({ name, status, error }) => [name, status, error?.code])).toEqual([
      ['records.zip/scan.png', 'accepted', undefined],
      ['records.zip/ward/7/Überweisung.pdf', 'accepted', undefined],
      ['records.zip/readme.txt', 'rejected', 'file.type_unsupported'],
      ['records.zip/big.png', 'rejected', 'file.too_large'],
      ['records.zip/empty.png', 'rejected', 'file.empty'],
      ['beside.png', 'accepted', undefined],
    ]);
    expect(files[3].sizeBytes).toBe(MIB + 1);
    const document = await api.json<DocumentView>(`/v1/documents/${files[1].documentId}`);
    expect(document).toMatchObject({ name: 'records.zip/ward/7/Überweisung.pdf', title: 'Überweisung' });
  });

  const field = (name: string) => readFile(new URL(`../../../../test/field/${name}`, import.meta.url));

  it.each([
    ['mac.zip', ['Müller Befund.png', 'Röntgen 😀.png'], ['__MACOSX/._Müller Befund.png', '.DS_Store']],
    ['mac-flag.zip', ['Schäfer.png'], []],
    ['win-cp850.zip', ['Größe Ü.png'], ['Thumbs.db', 'desktop.ini']],
  ])('%s: names as they were written, and system files skipped', async (archive, names, skipped) => {
    const { id, files } = await api.receipt([
      { metadata: { [`${archive}/${names[0]}`]: { title: 'By its composed name' } } },
      { name: archive, bytes: await field(archive) },
    ]);
    const named = (status: string) => files.filter((file) => file.status === status).map(({ name }) => name);
    expect(named('accepted').toSorted()).toEqual(names.map((name) => `${archive}/${name}`));
    expect(named('skipped').toSorted()).toEqual(skipped.map((name) => `${archive}/${name}`).toSorted());
    expect(files.every(({ name }) => name === name.normalize('NFC'))).toBe(true);
    const { counts } = await api.json<BatchView>(`/v1/batches/${id}`);
    expect(counts).toMatchObject({ files: names.length, accepted: names.length, rejected: 0, skipped: skipped.length });
    const first = files.find(({ name }) => name === `${archive}/${names[0]}`);
    expect((await api.json<DocumentView>(`/v1/documents/${first?.documentId}`)).title).toBe('By its composed name');
  });

  it('finds metadata whose names are decomposed', async () => {
    const { files } = await api.receipt([
      { metadata: { ['Schäfer.png'.normalize('NFD')]: { title: 'Inner' } } },
      { name: 'Schäfer.png', bytes: pngBytes() },
    ]);
    expect((await api.json<DocumentView>(`/v1/documents/${files[0].documentId}`)).title).toBe('Inner');
  });

  it('skips the files of systems wherever they lie', async () => {
    const files = await upload(
      zip({
        'Icon\r': Buffer.from('x'),
        'ward/Icon\r': Buffer.from('x'),
        'ward/Thumbs.db': Buffer.from('x'),
        'ward/@eaDir/scan.png': pngBytes(),
        'ward/scan.png': pngBytes(),
      }),
    );
    expect(files.map(({ name, status }) => [name, status]).filter(([, status]) => status !== 'skipped')).toEqual([
      ['records.zip/ward/scan.png', 'accepted'],
      ['beside.png', 'accepted'],
    ]);
  });

  it('sent again is all duplicates', async () => {
    const bytes = zip({ 'a.png': pngBytes(), 'b.png': pngBytes() });
    await upload(bytes);
    const keys = (await storedKeys(api)).length;
    const files = await upload(bytes);
    expect(files.map(({ status }) => status)).toEqual(['duplicate', 'duplicate', 'accepted']);
    expect(await storedKeys(api)).toHaveLength(keys + 1);
  });

  it('gets metadata for the files in it', async () => {
    const { files } = await api.receipt([
      { metadata: { 'records.zip/a.png': { title: 'Inner' } } },
      { name: 'records.zip', bytes: zip({ 'a.png': pngBytes() }) },
    ]);
    expect((await api.json<DocumentView>(`/v1/documents/${files[0].documentId}`)).title).toBe('Inner');
  });

  it('inside another is refused, the files beside it are taken', async () => {
    const files = await upload(zip({ 'inner.zip': zip({ 'a.png': pngBytes() }), 'b.png': pngBytes() }));
    expect(files.map(({ name, error }) => [name, error?.code])).toEqual([
      ['records.zip/inner.zip', 'archive.nested'],
      ['records.zip/b.png', undefined],
      ['beside.png', undefined],
    ]);
  });

  const withPassword = zip({ 'a.png': pngBytes() });
  for (const at of [withPassword.indexOf('PK\x03\x04') + 6, withPassword.indexOf('PK\x01\x02') + 8])
    withPassword[at] |= 1;
  const blackMegabytes = (count: number) => Buffer.alloc(count * MIB);
  const link: Entry = [Buffer.from('/etc/passwd'), { os: UNIX, attrs: 0o120777 << 16 }];

  it.each([
    ['a name that leads out of it', zip({ '../evil.png': pngBytes(), 'good.png': pngBytes() }), 'archive.unsafe_entry'],
    ['such a name with backslashes', zip({ 'a\\..\\..\\evil.png': pngBytes() }), 'archive.unsafe_entry'],
    ['an absolute name', zip({ '/etc/evil.png': pngBytes() }), 'archive.unsafe_entry'],
    ['a drive letter', zip({ 'C:\\evil.png': pngBytes() }), 'archive.unsafe_entry'],
    ['a control character in a name', zip({ 'a\x07b.png': pngBytes() }), 'archive.unsafe_entry'],
    ['a link', zip({ 'link.png': link }), 'archive.unsafe_entry'],
    ['a mark that turns the direction of a name', zip({ 'scan\u202egnp.exe': pngBytes() }), 'archive.unsafe_entry'],
    [
      'nothing but system files',
      zip({ '.DS_Store': Buffer.from('x'), 'Thumbs.db': Buffer.from('x') }),
      'archive.empty',
    ],
    ['a password', withPassword, 'archive.encrypted'],
    [
      'too many files',
      zip(Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`${i}.png`, pngBytes()]))),
      'archive.too_many_entries',
    ],
    ['more than may be unpacked', zip({ 'a.bmp': blackMegabytes(5), 'b.bmp': blackMegabytes(5) }), 'archive.too_large'],
    ['a bomb', zip({ 'bomb.bmp': blackMegabytes(7) }), 'archive.too_large'],
    ['no files', zip({ 'folder/': Buffer.alloc(0) }), 'archive.empty'],
    ['nothing at all', Buffer.from(`PK\x05\x06${'\0'.repeat(18)}`, 'latin1'), 'archive.empty'],
    ['half of itself', zip({ 'a.png': pngBytes(100, 100, 5000) }).subarray(0, 3000), 'archive.unreadable'],
    [
      'a Word document',
      zip({ '[Content_Types].xml': Buffer.from('<x/>'), 'word/media/a.png': pngBytes() }),
      'file.type_unsupported',
    ],
  ])('with %s is one refused line, and the rest of the batch goes on', async (_, bytes, code) => {
    const before = (await storedKeys(api)).length;
    const files = await upload(bytes);
    expect(files.map(({ name, status, error }) => [name, status, error?.code])).toEqual([
      ['records.zip', 'rejected', code],
      ['beside.png', 'accepted', undefined],
    ]);
    expect(files[0].error?.message).toMatch(/^[A-Z].*\.$/);
    expect(files[0].sizeBytes).toBe(bytes.length);
    expect(await storedKeys(api)).toHaveLength(before + 1);
  });

  it('whose directory lies about a size loses that file only', async () => {
    const bytes = zip({ 'liar.png': pngBytes(100, 100, 5000), 'good.png': pngBytes() });
    bytes.writeUInt32LE(300, bytes.indexOf('PK\x01\x02') + 24);
    const files = await upload(bytes);
    expect(files.map(({ name, error }) => [name, error?.code])).toEqual([
      ['records.zip/liar.png', 'archive.entry_unreadable'],
      ['records.zip/good.png', undefined],
      ['beside.png', undefined],
    ]);
  });

  it('leaves no temporary file behind', async () => {
    const folders = await readdir(workFoldersRoot('api'));
    const leftBehind = folders.filter((name) => name.includes(`~${process.pid}~`));
    expect(leftBehind).toEqual([]);
  });
});
