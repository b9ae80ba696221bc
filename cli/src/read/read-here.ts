import { AppError, type Marks, type RecognisedPage } from '@longhand/core';
import { type DecodeLimits, decodePage, openDocument } from '@longhand/image-io';
import { loadPageReader, type PageReader, type PageReaderOptions } from '@longhand/inference';

/** One page as it was read in this process. */
export interface PageReading {
  page: number;
  text: string;
  seconds: number;
  /** Codes of what to know of the page; left out where there is nothing. */
  warnings?: string[];
}

/** The outcome of a file. */
export interface FileReading {
  status: 'done' | 'partly_failed' | 'failed' | 'rejected';
  pages: PageReading[];
  /** Of the file, or of its first page that could not be read. */
  error?: { code: string; message: string };
}

export interface ReadHereOptions extends PageReaderOptions {
  limits: DecodeLimits;
  marks: Marks;
  signal: AbortSignal;
  /** Called with each page as soon as it is read, in order, and with the number of pages. */
  onPage(page: PageReading, pageCount: number): void;
}

let reader: Promise<PageReader> | undefined;

/**
 * Reads a file in this process as the workers do: no database, no queue, no port. The networks are
 * loaded once. Throws only when they cannot be, or `signal` ends it.
 */
export async function readHere(path: string, options: ReadHereOptions): Promise<FileReading> {
  const { limits, marks, signal, onPage, ...readerOptions } = options;
  const opened = await openDocument(path, limits).catch(problemOf);
  if ('code' in opened) return { status: 'rejected', pages: [], error: opened };
  reader ??= loadPageReader(readerOptions);
  const loaded = await reader;
  const pages: PageReading[] = [];
  let error: FileReading['error'];
  for (let number = 1; number <= opened.pageCount; number++) {
    signal.throwIfAborted();
    const page = await readOne({ path, number, loaded, limits, marks }).catch(problemOf);
    if ('code' in page) error ??= page;
    else {
      pages.push(page);
      onPage(page, opened.pageCount);
    }
  }
  const status = !error ? 'done' : pages.length > 0 ? 'partly_failed' : 'failed';
  return { status, pages, ...(error && { error }) };
}

async function readOne({
  path,
  number,
  loaded,
  limits,
  marks,
}: {
  path: string;
  number: number;
  loaded: PageReader;
  limits: DecodeLimits;
  marks: Marks;
}): Promise<PageReading> {
  const startedAt = performance.now();
  const { gray, warnings } = await decodePage(path, number, limits);
  const { segmented } = await loaded.segment(gray);
  const text = textOf(await loaded.read(segmented), marks);
  const seconds = Math.round(performance.now() - startedAt) / 1000;
  return { page: number, text, seconds, ...(warnings.length > 0 && { warnings }) };
}

function textOf(read: RecognisedPage, marks: Marks): string {
  if (marks === 'words') return read.text;
  const shown = marks === 'letters' ? 'markedText' : 'text';
  return read.lines.map(({ words }) => words.map((word) => word[shown]).join(' ')).join('\n');
}

/** What a decoder says of a file; anything else is a fault of the program and is thrown. */
function problemOf(error: unknown): { code: string; message: string } {
  if (!(error instanceof AppError)) throw error;
  return { code: error.code, message: error.message };
}
