import type { Config } from '@longhand/config';
import type { JobContract } from '@longhand/contracts';
import { startHealthServer } from './health-server.js';
import { startHeartbeat } from './heartbeat.js';
import { isOutage } from './is-outage.js';
import { loadConfigOrExit } from './load-config-or-exit.js';
import { startLoop } from './loop.js';
import { onShutdown } from './on-shutdown.js';
import { type Everything, openEverything } from './open-everything.js';
import { runStep, type StepDefinition } from './run-step.js';
import { SuspectLane } from './suspect-lane.js';
import { startWatchdog } from './watchdog.js';

/** What one kind of worker brings. */
export interface WorkerParts {
  /** Plain data on the worker, for health, heartbeat and log. */
  detail(): object;
  /** Its steps, given the name of this process. */
  steps(worker: string): readonly StepDefinition<JobContract, never>[];
  /** Share of its work that the machine can carry now, 0 to 1. */
  share(): number;
  close(): Promise<void>;
}

/** Running jobs get this long to end; then they go back to the queue. */
const graceMs = 5_000;
/** How often a worker looks at how much the machine gives it. */
const paceMs = 5_000;

/** A step whose payload and begun row are the step's own affair. */
export const anyStep = <C extends JobContract, Begun>(step: StepDefinition<C, Begun>) =>
  step as unknown as StepDefinition<JobContract, never>;

/** Runs one worker process, from its configuration to its end. */
export async function startWorker(
  kind: Parameters<typeof loadConfigOrExit>[0],
  open: (everything: Everything & { config: Config }) => Promise<WorkerParts>,
): Promise<void> {
  const config = loadConfigOrExit(kind);
  const everything = await openEverything(config, kind);
  const { log, db, queue, store, close } = everything;
  const parts = await open(everything);
  const heartbeat = startHeartbeat({ db, log, kind, detail: parts.detail });
  const worker = heartbeat.id;
  const options = {
    url: config.queueUrl,
    prefix: config.queuePrefix,
    log,
    concurrency: config.worker.concurrency,
    isOutage,
    worker,
    lane: new SuspectLane(),
  };
  const running = parts.steps(worker).map((step) => runStep(step, options));
  const pace = startLoop({
    intervalMs: paceMs,
    log,
    what: 'look at the pace',
    work: async () => {
      for (const each of running) each.narrow(parts.share());
    },
  });
  const isHealthy = () => running.every((each) => each.isHealthy());
  const health = await startHealthServer({
    host: config.healthHost,
    port: config.healthPort,
    live: isHealthy,
    ready: async () => {
      await Promise.all([db.ping(), queue.ping(), store.check()]);
      return { worker, ...parts.detail() };
    },
  });
  const shutDown = onShutdown(log, async () => {
    watchdog.close();
    await pace.close();
    await Promise.all(running.map((each) => each.close(graceMs)));
    await Promise.all([heartbeat.close(), health.close(), parts.close()]);
    await close();
  });
  const watchdog = startWatchdog({ isHealthy, log, end: () => shutDown('unhealthy', 1) });
  await Promise.all(running.map((each) => each.ready()));
  log.info({ healthPort: health.port, ...parts.detail(), refused: undefined }, 'ready');
}
