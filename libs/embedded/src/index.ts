export * from './free-port.js';
export * from './start-postgres.js';
