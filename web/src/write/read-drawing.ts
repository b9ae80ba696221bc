import { t } from 'i18next';
import { api, authorisedFetch, bodyOf, type Word } from '../api/client.js';
import { ApiProblem } from '../api/api-problem.js';

const LOOK_EVERY_MS = 250;
const LONGEST_MS = 60_000;

/**
 * Has a drawing read by the way that every page goes, and takes it away again: what it says is what
 * a scan of it would say.
 * @throws Problem; the reason when the signal is aborted
 */
export async function readDrawing(png: Blob, signal: AbortSignal): Promise<Word[]> {
  const form = new FormData();
  form.append('files', png, 'drawing.png');
  const response = await authorisedFetch('/v1/batches', { method: 'POST', body: form });
  const { files } = (await response.json()) as {
    files: { documentId?: string; duplicateOf?: string; error?: { code: string; message: string } }[];
  };
  const [file] = files;
  if (file.error) throw new ApiProblem(file.error.code, file.error.message, 400);
  const id = file.documentId;
  // Somebody drew exactly this before, and it has not been taken away: read it, and leave it where
  // it is.
  if (!id) return wordsOf(file.duplicateOf ?? '');
  try {
    await untilRead(id, signal);
    return await wordsOf(id);
  } finally {
    // The answer of an aborted reading is not waited for, but its page must not stay.
    await api.DELETE('/v1/documents/{id}', { params: { path: { id } } });
  }
}

async function untilRead(id: string, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + LONGEST_MS;
  for (;;) {
    signal.throwIfAborted();
    const { status } = await bodyOf(api.GET('/v1/documents/{id}', { params: { path: { id } } }));
    if (status !== 'received' && status !== 'processing') return;
    if (performance.now() > deadline) {
      throw new ApiProblem('drawing.slow', t('problem.drawingSlow'), 503);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

async function wordsOf(id: string): Promise<Word[]> {
  const page = await bodyOf(api.GET('/v1/documents/{id}/pages/{number}', { params: { path: { id, number: 1 } } }));
  return page.lines.flatMap((line) => line.words);
}
