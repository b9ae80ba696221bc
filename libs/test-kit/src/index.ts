export * from './draw-digit-page.js';
export * from './edit-distance.js';
export * from './handwriting-data.js';
export * from './recognised-page.js';
export * from './test-database.js';
export * from './test-redis.js';
export * from './seed-database.js';
