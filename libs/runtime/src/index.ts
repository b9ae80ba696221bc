export * from './health-server.js';
export * from './heartbeat.js';
export * from './load-config-or-exit.js';
export * from './on-shutdown.js';
export * from './open-everything.js';
export * from './outbox-relay.js';
export { startSweeper, type SweeperOptions, sweep } from './sweeper.js';
export * from './watchdog.js';
