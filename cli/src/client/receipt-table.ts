import type { BatchView } from '@longhand/contracts';
import { oneLine, table } from '../terminal/table.js';
import { unreadLine, unreadOfBatch } from './failed-pages.js';
import type { SentBatch } from './upload-files.js';

/**
 * The receipt of an upload for a person: one line per file, then the sums. `finished` adds what
 * became of the pages.
 */
export function receiptTable(batches: readonly SentBatch[], finished: readonly BatchView[] = []): string {
  const documents = new Map(
    finished.flatMap((batch) => batch.documents.map((document) => [document.id, document] as const)),
  );
  const rows = batches.flatMap((batch) =>
    batch.files.flatMap((file) =>
      file.rows
        .filter(({ status }) => status !== 'skipped')
        .map((row) => {
          const document = documents.get(row.documentId ?? '');
          const detail = row.error
            ? `${row.error.message} (${row.error.code})`
            : document
              ? `${document.status}, ${document.pagesDone} of ${document.pageCount ?? '?'} ` +
                `pages${document.error ? `: ${document.error.message} (${document.error.code})` : ''}`
              : (row.warning?.message ?? '');
          return [row.status, row.documentId ?? row.duplicateOf ?? '-', oneLine(row.name), detail];
        }),
    ),
  );
  const count = (status: string) => rows.filter((row) => row[0] === status).length;
  const skipped = batches
    .flatMap((batch) => batch.files.flatMap((file) => file.rows))
    .filter(({ status }) => status === 'skipped').length;
  const sums =
    `${rows.length} files: ${count('accepted')} accepted, ${count('duplicate')} duplicate, ${count('rejected')} ` +
    `rejected${skipped === 0 ? '' : `, ${skipped} system files skipped`}`;
  const unread = finished.flatMap(unreadOfBatch).filter(({ page }) => page !== undefined);
  const reasons = unread.length === 0 ? '' : `\nnot read:\n${unread.map((one) => `  ${unreadLine(one)}`).join('\n')}`;
  return rows.length === 0 ? sums : `${table([['status', 'document', 'file', ''], ...rows])}\n${sums}${reasons}`;
}

/**
 * Whether anything of an upload was refused or failed: the exit code of the commands that upload.
 */
export function hasTrouble(batches: readonly SentBatch[], finished: readonly BatchView[] = []): boolean {
  const isRejected = batches.some((batch) =>
    batch.files.some((file) => file.rows.some((row) => row.status === 'rejected')),
  );
  return isRejected || finished.some((batch) => batch.documents.some((document) => document.status !== 'done'));
}
