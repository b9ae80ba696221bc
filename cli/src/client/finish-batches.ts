import type { BatchView } from '@longhand/contracts';
import type { Output } from '../terminal/output.js';
import type { ApiClient } from './api-client.js';
import { followBatch } from './follow-batch.js';
import type { SentBatch } from './upload-files.js';

/**
 * Follows each batch to its end, one bar each.
 * @returns the batches as they then stand, with the reason of each page that failed
 */
export async function finishBatches(
  client: ApiClient,
  batches: readonly SentBatch[],
  out: Output,
  signal: AbortSignal,
): Promise<BatchView[]> {
  const finished: BatchView[] = [];
  for (const { id } of batches) finished.push(await followBatch(client, id, { out, signal }));
  return finished;
}
