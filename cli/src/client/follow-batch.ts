import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchView } from '@longhand/contracts';
import type { Output } from '../terminal/output.js';
import { ProgressBar } from '../terminal/progress-bar.js';
import { CliError } from '../cli-error.js';
import { type ApiClient, isPassing } from './api-client.js';

const INTERVAL_MS = 500;
const LONGEST_PAUSE_MS = 5_000;
/** A server that is being started again is back by then. */
const PATIENCE_MS = 120_000;

/**
 * Shows one bar until every page of the batch has ended; a server that is away for a while is
 * waited for.
 * @returns the batch as it then stands
 * @throws CliError when nothing has answered for `patienceMs`
 */
export async function followBatch(
  client: ApiClient,
  batchId: string,
  { out, signal, patienceMs = PATIENCE_MS }: { out: Output; signal: AbortSignal; patienceMs?: number },
): Promise<BatchView> {
  const bar = new ProgressBar(out, `batch ${batchId.slice(-6)}`);
  for (;;) {
    const batch = await askPatiently(client, batchId, patienceMs);
    const progress = { share: batch.progress, label: labelOf(batch) };
    if (batch.status !== 'processing' && batch.status !== 'receiving') {
      bar.finish({ ...progress, share: 1 });
      return batch;
    }
    bar.update(progress);
    await sleep(INTERVAL_MS, undefined, { signal });
  }
}

async function askPatiently(client: ApiClient, batchId: string, patienceMs: number): Promise<BatchView> {
  const deadline = Date.now() + patienceMs;
  for (let pauseMs = INTERVAL_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      return await client.batch(batchId);
    } catch (cause) {
      if (!isPassing(cause)) throw cause;
      if (Date.now() + pauseMs > deadline)
        throw new CliError(
          `the server has not answered for ${Math.round(patienceMs / 1000)} s. Uploaded files are safe. Check ` +
            `batch ${batchId} later.`,
          { cause },
        );
      await client.pause(pauseMs);
    }
  }
}

function labelOf({ counts, etaSeconds, status }: BatchView): string {
  const failed = counts.pagesFailed > 0 ? `, ${counts.pagesFailed} failed` : '';
  const left = etaSeconds !== undefined && status === 'processing' ? `, about ${Math.ceil(etaSeconds)} s left` : '';
  return `${counts.pagesDone} of ${counts.pages} pages${failed}${left}`;
}
