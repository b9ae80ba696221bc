export * from './load-config.js';
export * from './print-env-docs.js';
