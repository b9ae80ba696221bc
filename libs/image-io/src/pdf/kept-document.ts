import { readFile, stat } from 'node:fs/promises';
import type { PDFiumDocument } from '@hyzyla/pdfium';
import { readingError } from '../reading-error.js';
import { holdsFiles } from './files-inside.js';
import { dropPdfium, loadPdfium } from './pdfium.js';
import { userUnit } from './user-unit.js';

/** A document that no page was asked of for so long is closed. */
const maxIdleMs = 30_000;
/** A larger file is opened again for each page: its bytes lie in memory as long as it is open. */
const maxKeptBytes = 512 * 1024 * 1024;
/**
 * PDFium keeps every object that it has met: a document of many pages is opened again now and then.
 * A page is two uses.
 */
const maxUses = 400;
/** The mark of a PDF stands in this many first bytes; PDFium looks at fewer. */
const maxBytesBefore = 8192;

interface Kept {
  key: string;
  document: PDFiumDocument;
  uses: number;
  timer: NodeJS.Timeout;
}

export interface OpenPdf {
  document: PDFiumDocument;
  /** Size of a unit of its pages, in points. */
  unitPt: number;
  /** It holds files beside its pages. */
  holdsFiles: boolean;
}

// One for each thread: a worker's pages come document by document, and opening costs more than
// drawing once a document has hundreds of pages.
let kept: (Kept & OpenPdf) | undefined;
let queue: Promise<unknown> = Promise.resolve();

/**
 * Runs `use` with the PDF at `path`, one call after the other. The last document stays open for the
 * next page of it, within a limit of time, of bytes and of uses. Errors of PDFium get our codes.
 */
export function withPdf<T>(path: string, use: (pdf: OpenPdf) => Promise<T>): Promise<T> {
  const result = queue.then(() => useKept(path, use));
  queue = result.catch(() => undefined);
  return result;
}

async function useKept<T>(path: string, use: (pdf: OpenPdf) => Promise<T>): Promise<T> {
  const { size, mtimeMs, ino } = await stat(path);
  const key = `${path} ${ino} ${size} ${mtimeMs}`;
  if (kept && (kept.key !== key || kept.uses >= maxUses)) closeKept();
  try {
    kept ??= await open(path, key);
    kept.uses += 1;
    kept.timer.refresh();
    return await use(kept);
  } catch (error) {
    if (isTrap(error)) {
      // Nothing of the module can be trusted, closing the document included.
      if (kept) clearTimeout(kept.timer);
      kept = undefined;
      dropPdfium();
    }
    const isLocked = /password|security/i.test(error instanceof Error ? error.message : '');
    throw readingError(error, isLocked ? 'pdf.encrypted' : 'pdf.unreadable');
  } finally {
    if (size > maxKeptBytes) closeKept();
  }
}

async function open(path: string, key: string): Promise<Kept & OpenPdf> {
  const bytes = withoutJunk(await readFile(path));
  const document = await (await loadPdfium()).loadDocument(bytes);
  const timer = setTimeout(() => {
    queue = queue.then(closeKept);
  }, maxIdleMs).unref();
  return { key, document, unitPt: userUnit(bytes), holdsFiles: holdsFiles(document), uses: 0, timer };
}

/**
 * Without what scanners and mail programs put before the mark; places in the file count from there,
 * or PDFium finds them by itself.
 */
function withoutJunk(file: Buffer): Buffer {
  const mark = file.subarray(0, maxBytesBefore).indexOf('%PDF-');
  return mark > 0 ? file.subarray(mark) : file;
}

function closeKept(): void {
  if (!kept) return;
  clearTimeout(kept.timer);
  const { document } = kept;
  kept = undefined;
  document.destroy();
}

/**
 * After a trap inside the WebAssembly module it is loaded again. A file that PDFium refuses leaves
 * it whole; loading it again for each of those cost some 25 MiB in 1,000 hostile files.
 */
const isTrap = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'RuntimeError' || /abort(ed)?\b|memory access|unreachable/i.test(error.message));
