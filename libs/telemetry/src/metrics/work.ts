import { counter, gauge, histogram } from './instruments.js';

const stepSeconds = histogram(
  'longhand_step_seconds',
  'Time of one try of a step, by step and outcome.',
  [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
);
const engine = gauge('longhand_engine', 'The engine that reads in this process; 1 for the one in use.');
const gpuInUse = gauge('longhand_gpu_in_use', 'Whether this process reads on a GPU.');
const sweeperRan = gauge('longhand_sweeper_last_run_timestamp_seconds', 'When the sweeper last looked at all steps.');
const sweeperJobs = counter(
  'longhand_sweeper_jobs_total',
  'Jobs that the queue had lost and the sweeper enqueued again.',
);
const relayRan = gauge('longhand_outbox_relay_last_run_timestamp_seconds', 'When the relay last emptied the outbox.');
const relayJobs = counter(
  'longhand_outbox_relay_jobs_total',
  'Jobs that the relay handed from the outbox to the queue.',
);

const requestSeconds = histogram(
  'longhand_http_request_seconds',
  'Time of a request, by method, route and class of its answer.',
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
    stepSeconds.observe(seconds, { step, outcome });
  },
  engine(name: string): void {
    engine.set(1, { engine: name });
    gpuInUse.set(isGpuEngine(name) ? 1 : 0);
  },
  request(method: string, route: string, status: number, seconds: number): void {
    requestSeconds.observe(seconds, { method, route, status: `${Math.floor(status / 100)}xx` });
  },
  sweeperRan(at: Date): void {
    sweeperRan.set(at.getTime() / 1000);
  },
  sweeperEnqueued(step: string, jobs: number): void {
    sweeperJobs.add({ step }, jobs);
  },
  relayRan(at: Date, jobs: number): void {
    relayRan.set(at.getTime() / 1000);
    relayJobs.add({}, jobs);
  },
};
