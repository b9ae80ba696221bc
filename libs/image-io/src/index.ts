export * from './decode-page.js';
export * from './decoded-page.js';
export * from './encode-gray-png.js';
export * from './limits.js';
export * from './media-type.js';
export * from './open-document.js';
export * from './resize-jpeg.js';
export * from './turn-jpeg.js';
