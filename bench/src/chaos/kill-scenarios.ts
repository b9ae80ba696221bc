import type { ChaosContext, Scenario } from './chaos-context.js';
import type { Fault } from './fault-points.js';

type Boundary = readonly [name: string, process: string, boundary: string, place: string, match?: string];

/** Every boundary between two steps of a page's route, in its order. */
const boundaries: readonly Boundary[] = [
  ['api-stored', 'API', 'original stored, row not written', 'store.put.after', '/original'],
  ['api-row', 'API', 'row written, receipt not', 'documents.createOnce.after'],
  ['relay', 'relay (API or worker)', 'job enqueued, outbox row not deleted', 'queue.enqueueMany.after'],
  ['split-begun', 'preprocess-worker', 'file taken up', 'documents.beginSplit.after'],
  ['split-written', 'preprocess-worker', 'page rows written, job not ended', 'documents.finishSplit.after'],
  ['segment-begun', 'preprocess-worker', 'page taken up', 'pages.begin.after', 'segment-page'],
  ['segment-stored', 'preprocess-worker', "page's files stored, row not written", 'pages.markSegmented.before'],
  ['segment-marked', 'preprocess-worker', 'page marked segmented, job not ended', 'pages.markSegmented.after'],
  ['read-begun', 'ocr-worker', 'page taken up', 'pages.begin.after', 'recognise-page'],
  ['read', 'ocr-worker', 'page read, not saved', 'pages.saveRecognised.before'],
  ['read-saved', 'ocr-worker', 'page saved, job not ended', 'pages.saveRecognised.after'],
];

const killAt = ([, , , place, match]: Boundary, { faults }: ChaosContext) => {
  const fault: Fault = { do: 'kill', ...(match !== undefined && { match }) };
  return faults.ask(place, fault);
};

/** kill -9 of each process at every step boundary. */
export const killScenarios: readonly Scenario[] = [
  ...boundaries.map(
    (boundary): Scenario => ({
      name: boundary[0],
      fault: `kill -9: ${boundary[1]}, ${boundary[2]}`,
      group: 'killed worker',
      arm: (context) => killAt(boundary, context),
    }),
  ),
  {
    name: 'kill-all',
    fault: 'kill -9: API, preprocess-worker and ocr-worker, each in the middle of a step',
    group: 'killed worker',
    isInShortRun: true,
    async arm(context) {
      for (const at of boundaries.filter(([name]) => ['api-stored', 'segment-stored', 'read'].includes(name)))
        await killAt(at, context);
    },
  },
];
