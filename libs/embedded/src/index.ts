export * from './free-port.js';
export * from './start-postgres.js';
export * from './stop-previous-server.js';
