import type { JobContract, PayloadOf } from '@longhand/contracts';
import { PermanentFailure } from '@longhand/core';
import type { Database } from '@longhand/db';
import { type JobContext, type RunningWorker, runWorker, type WorkerOptions } from '@longhand/queue';
import { untilLockLost } from './counted-start.js';
import { SuspectLane } from './suspect-lane.js';

/**
 * Work that was started this often without an end has ended its workers. A start whose process
 * merely lost its lock does not count (`untilLockLost`).
 */
const maxStarts = 5;

/** What people are told of it. */
const crashes = {
  document: () =>
    new PermanentFailure(
      'document.crashes_worker',
      'The program crashed several times while it opened this file. Save it as PDF, JPEG or PNG and upload it again.',
    ),
  page: () =>
    new PermanentFailure(
      'page.crashes_worker',
      'The program crashed several times while it read this page. Scan the page again and upload the new file.',
    ),
};

/**
 * One step in the life of a document or page: its contract, how its row begins and ends it, and the
 * work, which alone differs from step to step.
 */
export interface StepDefinition<C extends JobContract, Begun> {
  contract: C;
  rows: StepRows<PayloadOf<C>, Begun>;
  /** Does the work and moves the row on. May run twice, and leaves the same state. */
  work(payload: PayloadOf<C>, begun: Begun, context: Pick<JobContext, 'signal' | 'log'>): Promise<void>;
  /** Called where there is nothing to do: the row is gone, cancelled, or past the step. */
  onNothing?(payload: PayloadOf<C>): Promise<void>;
}

/** The row of a step. */
export interface StepRows<Payload, Begun> {
  /** Counts one start more; undefined when there is nothing to do. */
  begin(payload: Payload): Promise<(Begun & { starts: number }) | undefined>;
  /** Takes the count of the last `begin` back. */
  handBack(payload: Payload): Promise<void>;
  /** Writes down that a try failed; after the last one the row is `failed`. */
  fail(
    payload: Payload,
    problem: { code: string; message: string },
    outcome: { attempt: number; isFinal: boolean; worker: string },
  ): Promise<void>;
}

type Started<Begin extends (...args: never[]) => Promise<unknown>> = NonNullable<Awaited<ReturnType<Begin>>>;
export type StartedDocumentStep = Started<Database['documents']['beginSplit']>;
export type StartedPageStep = Started<Database['pages']['begin']>;
interface DocumentPayload {
  tenantId: string;
  documentId: string;
}
interface PagePayload extends DocumentPayload {
  pageId: string;
}

/** The rows of a step of documents. */
export const documentRows = (
  documents: Pick<Database['documents'], 'beginSplit' | 'handBackSplit' | 'fail'>,
): StepRows<DocumentPayload, StartedDocumentStep> => ({
  begin: ({ tenantId, documentId }) => documents.beginSplit(tenantId, documentId),
  handBack: ({ tenantId, documentId }) => documents.handBackSplit(tenantId, documentId),
  fail: ({ tenantId, documentId }, problem, outcome) => documents.fail(tenantId, documentId, problem, outcome),
});

/** The rows of a step of pages. */
export const pageRows = (
  pages: Pick<Database['pages'], 'begin' | 'handBack' | 'fail'>,
  queue: 'segment-page' | 'recognise-page',
): StepRows<PagePayload, StartedPageStep> => ({
  begin: ({ tenantId, pageId }) => pages.begin(tenantId, pageId, queue),
  handBack: ({ tenantId, pageId }) => pages.handBack(tenantId, pageId, queue),
  fail: ({ tenantId, pageId }, problem, outcome) => pages.fail(tenantId, pageId, { step: queue, problem, outcome }),
});

/**
 * One try of a step: counts its start, lets what may have ended its process before run alone, gives
 * up on what keeps doing so, and does the work.
 * @throws PermanentFailure document.crashes_worker, page.crashes_worker; whatever the work throws
 */
export function tryStep<C extends JobContract, Begun>(
  { contract, rows, work, onNothing }: StepDefinition<C, Begun>,
  lane: SuspectLane,
  payload: PayloadOf<C>,
  context: Pick<JobContext, 'signal' | 'lockLost' | 'log'>,
): Promise<void> {
  const start = untilLockLost({ begin: () => rows.begin(payload), handBack: () => rows.handBack(payload) }, context);
  return lane.run(start, context.signal, async (begun) => {
    if (!begun) return onNothing?.(payload);
    if (begun.starts > maxStarts) throw crashes[contract.waits.row]();
    await work(payload, begun, context);
  });
}

/** Takes the jobs of a step from the queue, and writes down how each ends. */
export function runStep<C extends JobContract, Begun>(
  step: StepDefinition<C, Begun>,
  { worker, lane, ...options }: WorkerOptions & { worker: string; lane: SuspectLane },
): RunningWorker {
  const { contract, rows } = step;
  return runWorker(options, contract, (payload, context) => tryStep(step, lane, payload, context), {
    onFailed: (payload, { code, message }, outcome) => rows.fail(payload, { code, message }, { ...outcome, worker }),
    onHandedBack: (payload) => rows.handBack(payload),
  });
}
