import { isSystemFile } from '@longhand/core';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { entryName } from './entry-name.js';
import { FileRefusal } from './file-refusal.js';
import { hasUnsafeMarks } from './safe-file-name.js';

export interface ArchiveLimits {
  maxEntries: number;
  maxUnpackedBytes: number;
  /** Largest allowed ratio of unpacked to packed bytes, judged over the whole archive. */
  maxRatio: number;
}

export interface ArchiveEntry {
  /**
   * Path inside the archive, parts joined by "/". Checked: relative, no "..", no control characters
   * or marks of direction, in NFC.
   */
  name: string;
  /** As the archive's directory claims. */
  sizeBytes: number;
  content: AsyncIterable<Buffer>;
}

/** A file that a system put into the archive by itself. */
export type SkippedEntry = Omit<ArchiveEntry, 'content'>;

export interface Archive {
  entries: ArchiveEntry[];
  skipped: SkippedEntry[];
  close(): void;
}

/** Below this size no ratio is judged: a small blank page packs very well. */
const RATIO_FROM_BYTES = 1024 * 1024;
const MAX_NAME_LENGTH = 1000;
const UNIX_TYPE_MASK = 0o170000;
const UNIX_SYMLINK = 0o120000;

const refuse = (code: string, message: string) => new FileRefusal(code, message);
const unreadable = () =>
  refuse('archive.unreadable', 'The ZIP archive is damaged. Create it again, or send the files one by one.');

/**
 * Opens a ZIP file and checks its whole directory before anything is unpacked: all or nothing,
 * since an archive with one hostile entry is not an accident. Sizes are those that the directory
 * claims; reading an entry that holds more fails.
 * @throws FileRefusal with a code `archive.*`
 */
export async function openArchive(path: string, limits: ArchiveLimits): Promise<Archive> {
  const zip = await yauzl.openPromise(path, { decodeStrings: false, autoClose: false }).catch(() => {
    throw unreadable();
  });
  try {
    const entries = await checkedEntries(zip, limits);
    return {
      entries: entries.filter(({ isSystem }) => !isSystem).map(({ entry, name }) => toArchiveEntry(zip, entry, name)),
      skipped: entries
        .filter(({ isSystem }) => isSystem)
        .map(({ entry, name }) => ({ name, sizeBytes: entry.uncompressedSize })),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

interface NamedEntry {
  entry: Entry;
  name: string;
  /** Put there by a system, not by a person. */
  isSystem: boolean;
}

/**
 * How macOS names the file with a folder's picture: the only name with a control character that is
 * not refused.
 */
const macIcon = /(^|\/)Icon\r$/;

async function checkedEntries(zip: ZipFile, limits: ArchiveLimits): Promise<NamedEntry[]> {
  const tooMany = () =>
    refuse('archive.too_many_entries', `The ZIP archive contains more than ${limits.maxEntries} files. Split it.`);
  // A Mac packs a system file beside each file, and folders have entries as well.
  if (zip.entryCount > 3 * limits.maxEntries) throw tooMany();
  const found: NamedEntry[] = [];
  for (const entry of await readDirectory(zip)) {
    const own = entryName(entry);
    const name = macIcon.test(own) ? own.slice(0, -1) : checkedName(entry);
    if (!name.endsWith('/')) found.push({ entry, name, isSystem: name !== own || isSystemFile(name) });
  }
  const files = found.filter(({ isSystem }) => !isSystem);
  if (files.length > limits.maxEntries) throw tooMany();
  if (files.length === 0) throw refuse('archive.empty', 'The ZIP archive contains no files.');
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
      'The ZIP archive contains a link, or a file name with unprintable characters or a path outside the archive. ' +
        'Create it again with plain names.',
    );
  if (((entry.externalFileAttributes >>> 16) & UNIX_TYPE_MASK) === UNIX_SYMLINK) throw unsafe();
  if (entry.isEncrypted()) {
    throw refuse('archive.encrypted', 'The ZIP archive has a password. Create it again without one.');
  }
  const raw = entry.fileNameRaw;
  // Code pages have signs where ASCII has control characters, so the bytes count as well.
  if (raw.some((byte) => byte < 0x20 || byte === 0x7f)) throw unsafe();
  const name = entryName(entry);
  if (yauzl.validateFileName(name) !== null || hasUnsafeMarks(name) || name === '' || name.length > MAX_NAME_LENGTH)
    throw unsafe();
  return name;
}

function checkSizes(entries: NamedEntry[], packedBytes: number, limits: ArchiveLimits): void {
  const unpacked = entries.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
  if (unpacked > limits.maxUnpackedBytes) {
    throw refuse('archive.too_large', 'The ZIP archive is too large when unpacked. Split it.');
  }
  if (unpacked > RATIO_FROM_BYTES && unpacked > packedBytes * limits.maxRatio) {
    throw refuse(
      'archive.too_large',
      'The ZIP archive is compressed too strongly to be opened safely. Send the files one by one.',
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
