import type { DocumentSummary } from '../api/client.js';

type Status = DocumentSummary['status'];

export const statusWord: Readonly<Record<Status, string>> = {
  received: 'Waiting to be read',
  processing: 'Being read',
  done: 'Read',
  partly_failed: 'Some pages could not be read',
  failed: 'Could not be read',
  cancelled: 'Stopped',
};

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
