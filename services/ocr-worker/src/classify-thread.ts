import {
  answerOf,
  handOver,
  loadPageReader,
  type PageReader,
  type PageReaderOptions,
  useThreadGate,
} from '@longhand/inference';
import type {
  ClassifyRequest,
  ClassifyResult,
  ClassifyTask,
  LoadedClassifier,
  ThreadOptions,
} from './classify-task.js';

let loading: Promise<PageReader> | undefined;

/** The networks of this thread, loaded once; after a failure the next task tries again. */
function readerOfThread(options: ThreadOptions): Promise<PageReader> {
  loading ??= loadPageReader({ ...(options as PageReaderOptions), lineFinder: 'classical' }).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** Runs in a worker thread: the networks and the decoder. */
export default async function runClassifyTask({
  request,
  options,
  gate,
}: ClassifyTask & { gate: SharedArrayBuffer }): Promise<unknown> {
  useThreadGate(gate);
  const answer = await answerOf(async () => answerTo(request, await readerOfThread(options)));
  return 'failure' in answer ? answer : handOver(answer, buffersOf(answer));
}

async function answerTo(request: ClassifyRequest, reader: PageReader): Promise<ClassifyResult> {
  switch (request.type) {
    case 'load':
      return { type: 'loaded', loaded: describe(reader) };
    case 'classify':
      return { type: 'probabilities', probabilities: await reader.classify(request.glyphs) };
    case 'read-lines':
      return { type: 'strips', strips: await reader.readLines(request.strips) };
    case 'decode':
      return { type: 'page', page: await reader.decode(request.layout, request.scores) };
  }
}

function describe({ glyphs: { alphabet, modelVersion, engine }, lines }: PageReader): LoadedClassifier {
  const loaded = { alphabet, modelVersion, engine };
  return lines ? { ...loaded, lines: { modelVersion: lines.modelVersion, engine: lines.engine } } : loaded;
}

/** What is handed over instead of copied. */
function buffersOf(result: ClassifyResult): ArrayBuffer[] {
  if (result.type === 'probabilities') return [result.probabilities.buffer as ArrayBuffer];
  if (result.type !== 'strips') return [];
  const logits = result.strips.flatMap(({ logits, larger }) => [logits, ...(larger ? [larger.logits] : [])]);
  return [...new Set(logits.map(({ buffer }) => buffer as ArrayBuffer))];
}
