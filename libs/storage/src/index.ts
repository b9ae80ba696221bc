export type * from './object-store.js';
export {
  documentPrefix,
  glyphsKey,
  layoutKey,
  originalKey,
  pageImageKey,
  stripsKey,
  uploadPrefix,
} from './object-keys.js';
export * from './open-object-store.js';
