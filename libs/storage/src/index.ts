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
export { FileSealer } from './sealing/file-sealer.js';
export type { KeyService, WrappedKey } from './sealing/key-service.js';
export { newMasterKey } from './sealing/master-key.js';
export * from './sealing/rotate-keys.js';
export type { SealedStore } from './sealing/sealed-store.js';
