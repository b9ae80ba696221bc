export * from './errors.js';
export * from './page/affine.js';
export * from './page/box.js';
export * from './page/page-layout.js';
export * from './page/page-status.js';
export * from './recognition/recognised-page.js';
export * from './recognition/alphabet.js';
export * from './recognition/decode-page.js';
