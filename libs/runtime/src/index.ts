export { type AuditWatchOptions, startAuditWatch } from './audit-watch.js';
export * from './check-audit-logs.js';
export * from './health-server.js';
export * from './heartbeat.js';
export * from './is-outage.js';
export * from './load-config-or-exit.js';
export * from './on-shutdown.js';
export * from './open-everything.js';
export * from './outbox-relay.js';
export {
  documentRows,
  pageRows,
  type StartedDocumentStep,
  type StartedPageStep,
  type StepDefinition,
  tryStep,
} from './run-step.js';
export { anyStep, startWorker } from './start-worker.js';
export { SuspectLane } from './suspect-lane.js';
export { type RefolderOptions, startSearchRefolder } from './search-refolder.js';
export { startSweeper, type SweeperOptions, sweep } from './sweeper.js';
export * from './watchdog.js';
export { startOrphanCollector } from './orphan-collector.js';
export * from './work-folders.js';
