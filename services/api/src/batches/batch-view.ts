import type { BatchSummary, BatchView, Receipt, ReceiptFile } from '@longhand/contracts';
import type { BatchFileRecord, BatchRecord } from '@longhand/db';

/** The receipt of an upload. */
export function toReceipt({ id, files }: BatchRecord): Receipt {
  return { id, files: files.map(toReceiptFile) };
}

export function toBatchView(batch: BatchRecord): BatchView {
  const { progress, etaSeconds, files, documents } = batch;
  return { ...toBatchSummary(batch), progress, etaSeconds, files: files.map(toReceiptFile), documents };
}

/** A batch as shown in lists. */
export function toBatchSummary({ id, status, createdAt, receivedAt, counts }: BatchRecord): BatchSummary {
  return { id, status, createdAt: createdAt.toISOString(), receivedAt: receivedAt?.toISOString(), counts };
}

/** The note on an accepted file is a warning; on a refused file it is the error. */
function toReceiptFile({ name, status, sizeBytes, documentId, duplicateOf, error }: BatchFileRecord): ReceiptFile {
  const note = error && (status === 'rejected' ? { error } : { warning: error });
  return { name, status, sizeBytes, documentId, duplicateOf, ...note };
}
