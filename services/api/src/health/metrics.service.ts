import { allJobs, type JobContract } from '@longhand/contracts';
import type { Database, WaitingStatus } from '@longhand/db';
import type { JobQueue } from '@longhand/queue';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, QUEUE } from '../deps.js';
import { withDeadline } from '../http/with-deadline.js';

const DEADLINE_MS = 2000;
const WORKER_MAX_AGE_MS = 30_000;

const waitingStatuses: WaitingStatus[] = ['queued', 'segmented'];

interface Sample {
  labels: Record<string, string>;
  value: number;
}

@Injectable()
export class MetricsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(QUEUE) private readonly queue: JobQueue,
  ) {}

  /** The state of the whole system in Prometheus' text format. Numbers only: no label holds anything about a record or a tenant. */
  async text(): Promise<string> {
    const [documents, pages, outbox, depths, workers] = await Promise.all([
      this.count({}, this.db.documents.countWaiting()),
      Promise.all(waitingStatuses.map((status) => this.count({ status }, this.db.pages.countWaiting(status)))),
      this.count({}, this.db.outbox.count()),
      this.depths(),
      this.workers(),
    ]);
    return [
      metric('longhand_documents_waiting', 'Documents that were not opened yet.', [documents]),
      metric('longhand_pages_waiting', 'Unfinished pages by status.', pages),
      metric('longhand_outbox_rows', 'Jobs that the queue was not told of yet.', [outbox]),
      metric(
        'longhand_queue_depth',
        'Jobs waiting, delayed or at work; absent while the queue does not answer.',
        depths,
      ),
      metric('longhand_workers', 'Worker processes seen in the last 30 seconds.', workers),
    ].join('');
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

  private async workers(): Promise<Sample[]> {
    const counts = new Map<string, number>();
    for (const { kind } of await withDeadline(this.db.workers.list(WORKER_MAX_AGE_MS), DEADLINE_MS)) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    return [...counts].map(([kind, value]) => ({ labels: { kind }, value }));
  }
}

function metric(name: string, help: string, samples: Sample[]): string {
  const lines = samples.map(({ labels, value }) => {
    const inner = Object.entries(labels).map(([key, text]) => `${key}="${text.replace(/["\\\n]/g, '_')}"`);
    return `${name}${inner.length > 0 ? `{${inner.join(',')}}` : ''} ${value}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`;
}
