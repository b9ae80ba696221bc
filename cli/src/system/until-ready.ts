import { setTimeout as sleep } from 'node:timers/promises';
import { type Readiness, readinessSchema } from '@longhand/contracts';
import { CliError } from '../cli-error.js';
import type { SupervisedService } from './supervised-service.js';

/** How long nothing may move before the start counts as hung. */
const MAX_STANDSTILL_MS = 120_000;
/** Processor time after which services that work but do not become ready have failed. */
const MAX_WORK_MS = 300_000;
const INTERVAL_MS = 200;
const MAX_CRASHES = 3;

export interface ReadyOptions {
  url: string;
  services: readonly SupervisedService[];
  /** The last lines of the services, for the message when they do not come up. */
  tail(): string[];
  signal: AbortSignal;
}

/**
 * Waits until the API answers that everything it needs is up and that each kind of worker of this
 * start has reported. A slow machine is waited for: only services that stand still for two minutes,
 * or that have used five minutes of the processor, have failed.
 * @throws CliError with the services' last lines, at the latest as soon as one has crashed three
 *   times
 */
export async function untilReady({ url, services, tail, signal }: ReadyOptions): Promise<void> {
  const startedAt = Date.now();
  let [workMs, movedAt] = [0, startedAt];
  while (Date.now() < movedAt + MAX_STANDSTILL_MS && workMs < MAX_WORK_MS) {
    const workNowMs = services.reduce((sum, service) => sum + service.processorMs(), 0);
    if (workNowMs !== workMs) [workMs, movedAt] = [workNowMs, Date.now()];
    const readiness = await askReadiness(url, signal);
    if (readiness && isReady(readiness, startedAt, services)) return;
    const crashing = services.find((service) => service.crashCount >= MAX_CRASHES);
    if (crashing) throw new CliError(`${crashing.name} does not start. Its last output:\n${tail().join('\n')}`);
    await sleep(INTERVAL_MS, undefined, { signal });
  }
  const waitedS = Math.round((Date.now() - startedAt) / 1000);
  throw new CliError(`the system was not ready after ${waitedS} s. Its last output:\n${tail().join('\n')}`);
}

function isReady(readiness: Readiness, startedAt: number, services: readonly SupervisedService[]): boolean {
  // Workers of an earlier run stay in the list for a while; a clock may differ by a little.
  const fresh = readiness.workers.filter((worker) => Date.parse(worker.startedAt) >= startedAt - 5000);
  const kinds = new Set(fresh.map((worker) => worker.kind));
  const workers = services.map((service) => service.name).filter((name) => name.endsWith('-worker'));
  return readiness.status === 'up' && workers.every((name) => kinds.has(name));
}

async function askReadiness(url: string, signal: AbortSignal): Promise<Readiness | undefined> {
  try {
    const response = await fetch(`${url}/health/ready`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]),
    });
    const parsed = readinessSchema.safeParse(await response.json());
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined; // not listening yet
  }
}
