import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { FileRefusal } from './file-refusal.js';

export interface ArchiveLimits {
  maxEntries: number;
  maxUnpackedBytes: number;
  /** Largest allowed ratio of unpacked to packed bytes, judged over the whole archive. */
  maxRatio: number;
}

export interface ArchiveEntry {
  /** Path inside the archive, parts joined by "/". Checked: relative, no "..", no control characters. */
  name: string;
  /** As the archive's directory claims. */
  sizeBytes: number;
  content: AsyncIterable<Buffer>;
}

export interface Archive {
  entries: ArchiveEntry[];
  close(): void;
}

/** Below this size no ratio is judged: a small blank page packs very well. */
const RATIO_FROM_BYTES = 1024 * 1024;
const MAX_NAME_LENGTH = 1000;
const UNIX_TYPE_MASK = 0o170000;
const UNIX_SYMLINK = 0o120000;

const refuse = (code: string, message: string) => new FileRefusal(code, message);
const unreadable = () =>
  refuse('archive.unreadable', 'The ZIP archive is damaged. Pack it again, or send the files one by one.');

/**
 * Opens a ZIP file and checks its whole directory before anything is unpacked: all or nothing, since an archive with one hostile entry is not
 * an accident. Sizes are those that the directory claims; reading an entry that holds more fails.
 * @throws FileRefusal with a code `archive.*`
 */
export async function openArchive(path: string, limits: ArchiveLimits): Promise<Archive> {
  const zip = await yauzl.openPromise(path, { decodeStrings: false, autoClose: false }).catch(() => {
    throw unreadable();
  });
  try {
    const entries = await checkedEntries(zip, limits);
    return { entries: entries.map(({ entry, name }) => toArchiveEntry(zip, entry, name)), close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

interface NamedEntry {
  entry: Entry;
  name: string;
}

async function checkedEntries(zip: ZipFile, limits: ArchiveLimits): Promise<NamedEntry[]> {
  const tooMany = () =>
    refuse('archive.too_many_entries', `The ZIP archive holds more than ${limits.maxEntries} files. Split it.`);
  if (zip.entryCount > limits.maxEntries) throw tooMany();
  const found: NamedEntry[] = [];
  for (const entry of await readDirectory(zip)) {
    const name = checkedName(entry);
    if (!name.endsWith('/')) found.push({ entry, name });
  }
  if (found.length > limits.maxEntries) throw tooMany();
  if (found.length === 0) throw refuse('archive.empty', 'The ZIP archive holds no files.');
  checkSizes(found, zip.fileSize, limits);
  if (found.some(({ name }) => name === '[Content_Types].xml' || name === 'mimetype')) {
    throw refuse('file.type_unsupported', 'Office documents cannot be read. Save the document as PDF and send that.');
  }
  return found;
}

async function readDirectory(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch {
    throw unreadable();
  }
  return entries;
}

function checkedName(entry: Entry): string {
  const unsafe = () =>
    refuse(
      'archive.unsafe_entry',
      'The ZIP archive holds a link, or a name that leads out of it or has control characters. Pack the files again with plain names.',
    );
  if (((entry.externalFileAttributes >>> 16) & UNIX_TYPE_MASK) === UNIX_SYMLINK) throw unsafe();
  if (entry.isEncrypted()) {
    throw refuse('archive.encrypted', 'The ZIP archive has a password. Pack the files again without one.');
  }
  const raw = entry.fileNameRaw;
  // Code page 437 has signs where ASCII has control characters, so the bytes count as well.
  if (raw.some((byte) => byte < 0x20 || byte === 0x7f)) throw unsafe();
  const name = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, false);
  if (yauzl.validateFileName(name) !== null || /\p{Cc}/u.test(name) || name === '' || name.length > MAX_NAME_LENGTH)
    throw unsafe();
  return name;
}

function checkSizes(entries: NamedEntry[], packedBytes: number, limits: ArchiveLimits): void {
  const unpacked = entries.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
  if (unpacked > limits.maxUnpackedBytes) {
    throw refuse('archive.too_large', 'The ZIP archive unpacks to more than is allowed. Split it.');
  }
  if (unpacked > RATIO_FROM_BYTES && unpacked > packedBytes * limits.maxRatio) {
    throw refuse(
      'archive.too_large',
      'The ZIP archive unpacks to far more than its own size. Send the files one by one.',
    );
  }
}

function toArchiveEntry(zip: ZipFile, entry: Entry, name: string): ArchiveEntry {
  return { name, sizeBytes: entry.uncompressedSize, content: { [Symbol.asyncIterator]: () => unpack(zip, entry) } };
}

async function* unpack(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  let chunks: AsyncIterator<Buffer> | undefined;
  try {
    chunks = (await zip.openReadStreamPromise(entry))[Symbol.asyncIterator]();
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  } catch (cause) {
    const message = 'This file of the ZIP archive cannot be unpacked. Send it by itself.';
    throw new FileRefusal('archive.entry_unreadable', message, { cause });
  } finally {
    await chunks?.return?.();
  }
}
