import { allJobs, type JobContract, pageJobs } from '@longhand/contracts';
import type { Database, SystemNumbers, WorkerView } from '@longhand/db';
import type { Logger } from '@longhand/log';
import type { JobQueue } from '@longhand/queue';
import { gaugesText, isGpuEngine, metricsText, type Sample } from '@longhand/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, LOG, QUEUE } from '../deps.js';
import { withDeadline } from '../http/with-deadline.js';
import { momentaryGauge, trustGauges } from './trust-gauges.js';

const DEADLINE_MS = 2000;
const WORKER_MAX_AGE_MS = 30_000;

/** The queue of the workers that a document or page in this status waits for. */
const queueOfStatus: Readonly<Record<string, string>> = Object.fromEntries(
  allJobs.map(({ queue, waits }) => [waits.status, queue]),
);

@Injectable()
export class MetricsService {
  private reading: Promise<SystemNumbers> | undefined;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(QUEUE) private readonly queue: JobQueue,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /**
   * The state of the whole system and the metrics of this process, in Prometheus' text format.
   * Numbers only: no label contains anything about a record or a tenant.
   */
  async text(): Promise<string> {
    const [documents, pages, outbox, numbers, depths, workers] = await Promise.all([
      this.count({}, this.db.documents.countWaiting()),
      Promise.all(pageJobs.map(({ waits: { status } }) => this.count({ status }, this.db.pages.countWaiting(status)))),
      this.count({}, this.db.outbox.count()),
      this.numbers(),
      this.depths(),
      withDeadline(this.db.workers.list(WORKER_MAX_AGE_MS), DEADLINE_MS),
    ]);
    const ofNow = await gaugesText([
      momentaryGauge('longhand_documents', 'Documents by status.', byStatus(numbers?.documents)),
      momentaryGauge('longhand_documents_waiting', 'Documents that have not been opened yet.', [documents]),
      momentaryGauge('longhand_pages', 'Pages by status.', byStatus(numbers?.pages)),
      momentaryGauge('longhand_pages_waiting', 'Unfinished pages by status.', pages),
      momentaryGauge('longhand_outbox_rows', 'Jobs that have not been put into the queue yet.', [outbox]),
      momentaryGauge(
        'longhand_outbox_oldest_seconds',
        'How long the oldest job has been in the outbox.',
        numbers ? [{ labels: {}, value: numbers.outboxSeconds }] : [],
      ),
      momentaryGauge(
        'longhand_queue_depth',
        'Jobs waiting, delayed or running; absent while the queue does not answer.',
        depths,
      ),
      momentaryGauge(
        'longhand_queue_oldest_seconds',
        'How long the oldest job of a queue has waited.',
        oldest(numbers?.waiting),
      ),
      momentaryGauge(
        'longhand_workers',
        'Worker processes seen in the last 30 seconds.',
        countBy(workers, ({ kind }) => ({ kind })),
      ),
      momentaryGauge('longhand_worker_engines', 'Reading worker processes by engine.', engines(workers)),
      momentaryGauge('longhand_workers_on_gpu', 'Worker processes that read on a GPU.', [
        { labels: {}, value: workers.filter((worker) => isGpuEngine(engineOf(worker) ?? '')).length },
      ]),
      ...trustGauges(numbers),
    ]);
    return `${ofNow}\n${await metricsText()}`;
  }

  /**
   * Counting all pages of a large system takes time: one request at a time does it, and if it takes
   * too long, its numbers are left out so that Prometheus still gets the others.
   */
  private async numbers(): Promise<SystemNumbers | undefined> {
    this.reading ??= this.db.numbers.read().finally(() => {
      this.reading = undefined;
    });
    return withDeadline(this.reading, DEADLINE_MS).catch((error: unknown) => {
      this.log.warn({ err: error }, 'could not count the pages');
      return undefined;
    });
  }

  private async count(labels: Record<string, string>, counted: Promise<number>): Promise<Sample> {
    return { labels, value: await withDeadline(counted, DEADLINE_MS) };
  }

  private async depths(): Promise<Sample[]> {
    const samples = await Promise.allSettled(allJobs.map((contract) => this.depthOf(contract)));
    return samples.flatMap((sample) => (sample.status === 'fulfilled' ? [sample.value] : []));
  }

  private async depthOf(contract: JobContract): Promise<Sample> {
    return this.count({ queue: contract.queue }, this.queue.depth(contract));
  }
}

const byStatus = (counts: SystemNumbers['pages'] = []): Sample[] =>
  counts.map(({ status, count }) => ({ labels: { status }, value: count }));

function oldest(waiting: SystemNumbers['waiting'] | undefined): Sample[] {
  if (!waiting) return [];
  return Object.entries(queueOfStatus).map(([status, queue]) => ({
    labels: { queue },
    value: waiting.find((one) => one.status === status)?.seconds ?? 0,
  }));
}

function countBy(workers: readonly WorkerView[], labelsOf: (worker: WorkerView) => Record<string, string>): Sample[] {
  const samples = new Map<string, { labels: Record<string, string>; value: number }>();
  for (const worker of workers) {
    const labels = labelsOf(worker);
    const key = JSON.stringify(labels);
    samples.set(key, { labels, value: (samples.get(key)?.value ?? 0) + 1 });
  }
  return [...samples.values()];
}

const engines = (workers: readonly WorkerView[]): Sample[] =>
  countBy(
    workers.filter((worker) => engineOf(worker) !== undefined),
    (worker) => ({ engine: engineOf(worker) as string }),
  );

/** The engine in the worker's heartbeat; that of the line reader does nearly all of the work. */
function engineOf({ detail }: WorkerView): string | undefined {
  const { engine, lineEngine } = (detail ?? {}) as { engine?: unknown; lineEngine?: unknown };
  const name = lineEngine ?? engine;
  return typeof name === 'string' ? name : undefined;
}
