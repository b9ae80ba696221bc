export * from './health-server.js';
export * from './heartbeat.js';
export * from './on-shutdown.js';
export * from './open-everything.js';
export * from './outbox-relay.js';
export { startSweeper, type SweeperOptions, sweep } from './sweeper.js';
