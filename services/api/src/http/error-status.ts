/**
 * Code to HTTP status, for every code that may reach a person through the API. A code that is not here is a fault of ours and becomes
 * 500 `internal`.
 */
const statuses: Record<string, number> = {
  'auth.missing': 401,
  'auth.invalid': 401,
  'auth.forbidden': 403,
  'rate.limited': 429,
  'key.not_found': 404,
  'document.held': 409,
  'route.not_found': 404,
  'request.invalid': 400,
  'request.too_large': 413,
  'request.unsupported_type': 415,
  'request.not_allowed': 405,
  'upload.not_multipart': 415,
  'upload.malformed': 400,
  'upload.no_files': 400,
  'upload.unknown_field': 400,
  'upload.interrupted': 400,
  'upload.in_progress': 409,
  'upload.too_large': 413,
  'upload.too_many_files': 413,
  'upload.not_found': 404,
  'upload.batch_finished': 409,
  'upload.offset_conflict': 409,
  'upload.version_unsupported': 412,
  'upload.content_type': 415,
  'upload.checksum_mismatch': 460,
  'upload.checksum_unsupported': 400,
  'file.too_large': 413,
  'metadata.invalid': 400,
  'metadata.too_large': 413,
  'batch.not_found': 404,
  'document.not_found': 404,
  'page.not_found': 404,
  'page.busy': 409,
  'word.not_found': 404,
  'word.keyed_already': 409,
  'page.image_missing': 404,
  'image.no_resources': 503,
  'request.bad_cursor': 400,
  'search.bad_date': 400,
  'search.too_slow': 503,
  'export.format_unsupported': 400,
  'export.nothing_yet': 409,
  'queue.unavailable': 503,
  'storage.unavailable': 503,
  'storage.missing': 404,
  'storage.key_unknown': 503,
  'db.unavailable': 503,
};

/** The status for a code of an AppError; undefined for a code that no answer may show. */
export function statusOfCode(code: string): number | undefined {
  return Object.hasOwn(statuses, code) ? statuses[code] : undefined;
}
