import { AppError } from '@longhand/core';

// Another tenant's record answers like one that does not exist.
export const batchNotFound = () => new AppError('batch.not_found', 'There is no such batch.');
export const documentNotFound = () => new AppError('document.not_found', 'There is no such document.');
export const pageNotFound = () =>
  new AppError('page.not_found', 'The document has no such page, or does not have it yet.');
export const lineNotFound = () =>
  new AppError('line.not_found', 'The page has no such line, or it was changed meanwhile. Read the page again.');
export const wordNotFound = () => new AppError('word.not_found', 'The page has no such word. Read the page again.');
