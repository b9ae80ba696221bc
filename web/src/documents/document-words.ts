import { t } from 'i18next';
import type { DocumentSummary } from '../api/client.js';

type Status = DocumentSummary['status'];

export const statuses = ['received', 'processing', 'done', 'partly_failed', 'failed', 'cancelled'] as const;

export const statusWord = (status: Status): string => t(`documents.state.${status}`);

export const statusColour: Readonly<Record<Status, string>> = {
  received: 'gray',
  processing: 'ink',
  done: 'green',
  partly_failed: 'orange',
  failed: 'red',
  cancelled: 'gray',
};

export const isDocumentDone = ({ status }: { status: Status }): boolean =>
  status !== 'received' && status !== 'processing';
