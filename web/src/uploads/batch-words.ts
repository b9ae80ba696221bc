import type { BatchSummary } from '../api/client.js';
import { counted } from '../shell/words.js';

export const isBatchDone = ({ status }: Pick<BatchSummary, 'status'>): boolean =>
  status !== 'receiving' && status !== 'processing';

/** One sentence that says how a batch stands. */
export function batchSentence({ status, counts }: Pick<BatchSummary, 'status' | 'counts'>): string {
  const read = `${counts.pagesDone.toLocaleString('en-GB')} of ${counted(counts.pages, 'page')} read`;
  switch (status) {
    case 'receiving':
      return counts.files === 0
        ? 'Files are arriving.'
        : `Files are arriving: ${counted(counts.files, 'file')} so far.`;
    case 'processing':
      return counts.pages === 0 ? 'The files are being opened.' : `Being read: ${read}.`;
    case 'done':
      if (counts.accepted === 0) return 'Done: there was nothing new to read.';
      return counts.pages === 0 ? 'Done. Its documents have been deleted since.' : `Done: ${read}.`;
    case 'partly_failed':
      return `Done, but ${counted(counts.pagesFailed, 'page')} could not be read: ${read}.`;
    case 'failed':
      return 'None of these files could be read.';
    case 'cancelled':
      return `Stopped: ${read}.`;
  }
}

export const batchColour: Readonly<Record<BatchSummary['status'], string>> = {
  receiving: 'ink',
  processing: 'ink',
  done: 'green',
  partly_failed: 'orange',
  failed: 'red',
  cancelled: 'gray',
};
