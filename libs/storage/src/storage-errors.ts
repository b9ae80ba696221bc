import { AppError, PermanentFailure } from '@longhand/core';

export function corrupt(): PermanentFailure {
  return new PermanentFailure(
    'storage.corrupt',
    'A stored file is not what was written: restore it from a backup, or delete the document and upload it again.',
  );
}

export function missing(): AppError {
  return new AppError('storage.missing', 'A stored file is not there: delete the document and upload it again.');
}

export function wrongSize(): AppError {
  return new AppError('storage.wrong_size', 'The file ended too early while it was being stored: send it again.');
}

export function unavailable(sentence: string, cause?: unknown): AppError {
  return new AppError('storage.unavailable', sentence, { cause });
}
