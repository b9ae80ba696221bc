import { authorisedFetch } from '../api/client.js';
import { ApiProblem } from '../api/api-problem.js';

export interface FileToSend {
  batchId: string;
  index: number;
  name: string;
  content: Blob;
}

/**
 * Small enough that a broken connection costs little, large enough that the round trips do not
 * count.
 */
const PART_BYTES = 4 * 1024 * 1024;
const TUS = { 'tus-resumable': '1.0.0' };

/**
 * Sends one file by the tus protocol, going on where an earlier try ended.
 * @param onSent called with the number of bytes that the server has
 * @throws Problem when the server refuses the file, or cannot be reached
 */
export async function sendFile(file: FileToSend, onSent: (bytes: number) => void, signal: AbortSignal): Promise<void> {
  const { content } = file;
  const begun = await authorisedFetch(`/v1/batches/${file.batchId}/uploads`, {
    method: 'POST',
    signal,
    headers: {
      ...TUS,
      'upload-length': String(content.size),
      'upload-metadata': `filename ${base64(file.name)},index ${base64(String(file.index))}`,
    },
  });
  const path = `/v1/batches/${file.batchId}/uploads/${file.index}`;
  let offset = offsetOf(begun);
  onSent(offset);
  while (offset < content.size) {
    offset = await sendPart(path, content.slice(offset, offset + PART_BYTES), offset, signal);
    onSent(offset);
  }
}

async function sendPart(path: string, part: Blob, offset: number, signal: AbortSignal): Promise<number> {
  try {
    const sent = await authorisedFetch(path, {
      method: 'PATCH',
      signal,
      body: part,
      headers: { ...TUS, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    });
    return offsetOf(sent);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'upload.offset_conflict') throw error;
    return offsetOf(await authorisedFetch(path, { method: 'HEAD', signal, headers: TUS }));
  }
}

function offsetOf(response: Response): number {
  return Number(response.headers.get('upload-offset') ?? 0);
}

/** Base64 of the text in UTF-8. */
export function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
