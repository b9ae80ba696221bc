import type { JobContract, PayloadOf } from '@longhand/contracts';
import { currentTraceparent } from '@longhand/telemetry';
import type { Prisma, Session } from './prisma.js';

/** A job that has to be enqueued once the transaction that made it necessary is committed. */
export interface NextJob<C extends JobContract = JobContract> {
  contract: C;
  payload: PayloadOf<C>;
}

/**
 * Writes jobs to the outbox, in the caller's transaction. Each contains the trace of the step that
 * creates it.
 */
export async function writeOutbox(session: Session, tenantId: string, jobs: readonly NextJob[]): Promise<void> {
  if (jobs.length === 0) return;
  const traceparent = currentTraceparent();
  await session.outbox.createMany({
    data: jobs.map(({ contract, payload }) => ({
      tenantId,
      queue: contract.queue,
      payload: contract.payload.parse(
        traceparent ? { ...(payload as object), traceparent } : payload,
      ) as Prisma.InputJsonValue,
    })),
  });
}
