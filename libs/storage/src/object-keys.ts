import { AppError } from '@longhand/core';

const part = /^[\w][\w.-]*$/;

/**
 * Refuses keys that could leave the root or that the two drivers would treat differently.
 * @throws AppError storage.bad_key
 */
export function checkKey(key: string): string {
  if (key.length === 0 || key.length > 500 || key.split('/').some((p) => !part.test(p) || p.includes('..'))) {
    throw new AppError('storage.bad_key', 'An object key must be a relative path of plain names.');
  }
  return key;
}

/** As checkKey for a prefix, which ends in "/". */
export function checkPrefix(prefix: string): string {
  if (!prefix.endsWith('/')) throw new AppError('storage.bad_key', 'A prefix of object keys must end in a slash.');
  checkKey(prefix.slice(0, -1));
  return prefix;
}

/** All objects of a document are under this prefix. */
export function documentPrefix(tenantId: string, documentId: string): string {
  return `t/${tenantId}/d/${documentId}/`;
}

/** The file as it was uploaded. */
export function originalKey(tenantId: string, documentId: string): string {
  return `${documentPrefix(tenantId, documentId)}original`;
}

/**
 * The page as shown to people: JPEG, turned upright by EXIF, in the pixel coordinates of all boxes.
 */
export function pageImageKey(tenantId: string, documentId: string, number: number): string {
  return `${pagePrefix(tenantId, documentId, number)}image.jpg`;
}

/** PageLayout as JSON. */
export function layoutKey(tenantId: string, documentId: string, number: number): string {
  return `${pagePrefix(tenantId, documentId, number)}layout.json`;
}

/** Packed glyphs, 784 bytes each. */
export function glyphsKey(tenantId: string, documentId: string, number: number): string {
  return `${pagePrefix(tenantId, documentId, number)}glyphs.bin`;
}

/** Packed line strips. */
export function stripsKey(tenantId: string, documentId: string, number: number): string {
  return `${pagePrefix(tenantId, documentId, number)}strips.bin`;
}

/**
 * All objects of an upload that is still arriving in parts: `…/{file}/about.json` and
 * `…/{file}/{offset}-{length}`.
 */
export function uploadPrefix(tenantId: string, batchId: string): string {
  return `t/${tenantId}/u/${batchId}/`;
}

function pagePrefix(tenantId: string, documentId: string, number: number): string {
  return `${documentPrefix(tenantId, documentId)}p/${number}/`;
}
