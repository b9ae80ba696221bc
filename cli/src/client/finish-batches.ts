import type { BatchView } from '@longhand/contracts';
import type { Output } from '../terminal/output.js';
import type { ApiClient } from './api-client.js';
import { followBatch } from './follow-batch.js';
import type { SentBatch } from './upload-files.js';

/**
 * Follows each batch to its end, one bar each.
 * @returns the batches as they then stand; a document that failed on one of its pages carries that page's reason
 */
export async function finishBatches(
  client: ApiClient,
  batches: readonly SentBatch[],
  out: Output,
  signal: AbortSignal,
): Promise<BatchView[]> {
  const finished: BatchView[] = [];
  for (const { id } of batches) {
    const batch = await followBatch(client, id, out, signal);
    const documents = await Promise.all(batch.documents.map((document) => withReason(client, document)));
    finished.push({ ...batch, documents });
  }
  return finished;
}

async function withReason(
  client: ApiClient,
  document: BatchView['documents'][number],
): Promise<BatchView['documents'][number]> {
  if (document.error || document.pagesFailed === 0) return document;
  const { pages } = await client.document(document.id);
  const failed = pages.find((page) => page.error);
  if (!failed?.error) return document;
  const { code, message } = failed.error;
  return { ...document, error: { code, message: pages.length > 1 ? `page ${failed.number}: ${message}` : message } };
}
