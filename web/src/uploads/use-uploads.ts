import { useSyncExternalStore } from 'react';
import type { UploadBatch } from './upload-batch.js';
import { uploads } from './upload-manager.js';

/** What is being sent from this device, followed as it changes. */
export const useUploads = (): readonly UploadBatch[] => useSyncExternalStore(uploads.subscribe, () => uploads.batches);
