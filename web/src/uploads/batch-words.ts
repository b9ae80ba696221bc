import { t } from 'i18next';
import type { BatchSummary } from '../api/client.js';

export const isBatchDone = ({ status }: Pick<BatchSummary, 'status'>): boolean =>
  status !== 'receiving' && status !== 'processing';

/** The status of a batch in one sentence. */
export function batchSentence({ status, counts }: Pick<BatchSummary, 'status' | 'counts'>): string {
  const { files, accepted, pages, pagesDone, pagesFailed } = counts;
  const read = t('common.pagesRead', { done: pagesDone, count: pages });
  switch (status) {
    case 'receiving':
      return files === 0 ? t('uploads.state.arriving') : t('uploads.state.arrivingCount', { count: files });
    case 'processing':
      return pages === 0 ? t('uploads.state.opening') : t('uploads.state.reading', { read });
    case 'done':
      if (accepted === 0) return t('uploads.state.doneNothingNew');
      return pages === 0 ? t('uploads.state.doneDeleted') : t('uploads.state.done', { read });
    case 'partly_failed':
      return t('uploads.state.partlyFailed', { count: pagesFailed, read });
    case 'failed':
      return t('uploads.state.failed');
    case 'cancelled':
      return t('uploads.state.cancelled', { read });
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
