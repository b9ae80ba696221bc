export const pageStatuses = ['queued', 'segmented', 'recognised', 'failed'] as const;
export type PageStatus = (typeof pageStatuses)[number];

export const documentStatuses = ['received', 'processing', 'done', 'partly_failed', 'failed', 'cancelled'] as const;
export type DocumentStatus = (typeof documentStatuses)[number];

/**
 * The status of a document whose pages have the given statuses. Without pages it is still
 * `received`. Only people set `cancelled`.
 */
export function documentStatusOf(pages: readonly PageStatus[]): Exclude<DocumentStatus, 'cancelled'> {
  if (pages.length === 0) return 'received';
  const failed = pages.filter((s) => s === 'failed').length;
  if (failed === pages.length) return 'failed';
  if (pages.some((s) => s === 'queued' || s === 'segmented')) return 'processing';
  return failed > 0 ? 'partly_failed' : 'done';
}
