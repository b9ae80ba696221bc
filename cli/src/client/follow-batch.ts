import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchView } from '@longhand/contracts';
import type { Output } from '../terminal/output.js';
import { ProgressBar } from '../terminal/progress-bar.js';
import type { ApiClient } from './api-client.js';

const INTERVAL_MS = 500;

/** Shows one bar until every page of the batch has ended. @returns the batch as it then stands */
export async function followBatch(
  client: ApiClient,
  batchId: string,
  out: Output,
  signal: AbortSignal,
): Promise<BatchView> {
  const bar = new ProgressBar(out, `batch ${batchId.slice(-6)}`);
  for (;;) {
    const batch = await client.batch(batchId);
    const progress = { share: batch.progress, label: labelOf(batch) };
    if (batch.status !== 'processing' && batch.status !== 'receiving') {
      bar.finish({ ...progress, share: 1 });
      return batch;
    }
    bar.update(progress);
    await sleep(INTERVAL_MS, undefined, { signal });
  }
}

function labelOf({ counts, etaSeconds, status }: BatchView): string {
  const failed = counts.pagesFailed > 0 ? `, ${counts.pagesFailed} failed` : '';
  const left = etaSeconds !== undefined && status === 'processing' ? `, about ${Math.ceil(etaSeconds)} s left` : '';
  return `${counts.pagesDone} of ${counts.pages} pages${failed}${left}`;
}
