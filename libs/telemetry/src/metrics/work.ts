import { counter, gauge, histogram } from './registry.js';

const stepSeconds = histogram(
  'longhand_step_seconds',
  'Duration of one attempt at a step, by step and outcome.',
  ['step', 'outcome'],
  [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
);
const engine = gauge('longhand_engine', 'The engine that reads in this process; 1 for the one in use.', ['engine']);
const gpuInUse = gauge('longhand_gpu_in_use', 'Whether this process reads on a GPU.');
const sweeperRan = gauge('longhand_sweeper_last_run_timestamp_seconds', 'When the sweeper last checked all steps.');
const sweeperJobs = counter('longhand_sweeper_jobs_total', 'Jobs that the queue had lost and the sweeper requeued.', [
  'step',
]);
const relayRan = gauge('longhand_outbox_relay_last_run_timestamp_seconds', 'When the relay last emptied the outbox.');
const relayJobs = counter(
  'longhand_outbox_relay_jobs_total',
  'Jobs that the relay handed from the outbox to the queue.',
);

const requestSeconds = histogram(
  'longhand_http_request_seconds',
  'Duration of a request, by method, route and status class.',
  ['method', 'route', 'status'],
  [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
);
const gpuEngines: readonly string[] = ['tfjs-node-gpu', 'webgpu'];

/** Whether an engine of this name computes on a graphics card. */
export const isGpuEngine = (name: string): boolean => gpuEngines.includes(name);

export type StepOutcome = 'done' | 'retrying' | 'failed' | 'handed_back';

/**
 * What processes tell about their work. Names of steps, engines and outcomes are from short lists;
 * nothing here is about a record.
 */
export const markWork = {
  step(step: string, outcome: StepOutcome, seconds: number): void {
    stepSeconds.observe({ step, outcome }, seconds);
  },
  engine(name: string): void {
    engine.set({ engine: name }, 1);
    gpuInUse.set(isGpuEngine(name) ? 1 : 0);
  },
  request(method: string, route: string, status: number, seconds: number): void {
    requestSeconds.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds);
  },
  sweeperRan(at: Date): void {
    sweeperRan.set(at.getTime() / 1000);
  },
  sweeperEnqueued(step: string, jobs: number): void {
    sweeperJobs.inc({ step }, jobs);
  },
  relayRan(at: Date, jobs: number): void {
    relayRan.set(at.getTime() / 1000);
    relayJobs.inc(jobs);
  },
};
