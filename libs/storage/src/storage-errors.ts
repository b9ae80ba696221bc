import { AppError, PermanentFailure } from '@longhand/core';

export function corrupt(): PermanentFailure {
  return new PermanentFailure(
    'storage.corrupt',
    'A stored file is damaged. Restore it from a backup, or delete the document and upload it again.',
  );
}

export function missing(): AppError {
  return new AppError('storage.missing', 'A stored file is missing. Delete the document and upload it again.');
}

export function wrongSize(): AppError {
  return new AppError('storage.wrong_size', 'The file ended too early while it was being stored. Send it again.');
}

export function unavailable(sentence: string, cause?: unknown): AppError {
  return new AppError('storage.unavailable', sentence, { cause });
}

const failing = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE', 'ENFILE']);

/** A failure of the disk or of the machine as `storage.unavailable`; anything else as it is. */
export function namingDiskFailure(error: unknown): unknown {
  if (!failing.has(String((error as NodeJS.ErrnoException | undefined)?.code))) return error;
  return unavailable(
    'The file was not stored because the disk is full or faulty. Free some space, then send the file again.',
    error,
  );
}
