import { AppError } from '@longhand/core';

/** One file that is not taken. It becomes a line of the receipt; the rest of the batch goes on. */
export class FileRefusal extends AppError {
  override readonly name = 'FileRefusal';
}
