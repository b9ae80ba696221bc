import type { JobContract } from '../job-contract.js';
import { recognisePage } from './recognise-page.js';
import { segmentPage } from './segment-page.js';
import { splitDocument } from './split-document.js';

/** Every job of the system, in the order in which a page meets them. */
export const allJobs: readonly JobContract[] = [splitDocument, segmentPage, recognisePage] as unknown as JobContract[];
