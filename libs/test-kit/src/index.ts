export * from './draw-digit-page.js';
export * from './edit-distance.js';
export * from './handwriting-data.js';
