import type { PageStatus } from '@longhand/core';
import type { JobContract, WaitingRow } from '../job-contract.js';
import { recognisePageJob } from './recognise-page.js';
import { segmentPageJob } from './segment-page.js';
import { splitDocumentJob } from './split-document.js';

/** All jobs of the system, in the order in which a page passes through them. */
export const allJobs: readonly JobContract[] = [
  splitDocumentJob,
  segmentPageJob,
  recognisePageJob,
] as unknown as JobContract[];

type PageJob = JobContract & { waits: Extract<WaitingRow, { row: 'page' }> };

/** The jobs that advance a page, in order. */
export const pageJobs = allJobs.filter((job): job is PageJob => job.waits.row === 'page');

/** The status in which a page waits for a job. */
export function pageStatusBefore(queue: string): PageStatus {
  const job = pageJobs.find((each) => each.queue === queue);
  if (!job) throw new Error(`${queue} is no job of a page`);
  return job.waits.status;
}
