import type { IncomingMessage } from 'node:http';
import { AppError } from '@longhand/core';

/**
 * The body of a request, counted. Leaves the connection open when it is not read to its end, so
 * that an answer can still be sent. Throws `upload.too_large` at the first byte over `maxBytes` and
 * `upload.interrupted` when the sender goes away.
 */
export async function* readRequestBody(request: IncomingMessage, maxBytes: number): AsyncGenerator<Buffer> {
  const tooLarge = () =>
    new AppError('upload.too_large', 'The upload is larger than allowed. Send the remaining files in smaller batches.');
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge();
  let count = 0;
  const chunks = request.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>;
  while (true) {
    const next = await chunks.next().catch((cause: unknown) => {
      throw interrupted({ cause });
    });
    if (next.done) break;
    count += next.value.length;
    if (count > maxBytes) throw tooLarge();
    yield next.value;
  }
  if (!request.complete) throw interrupted();
}

const interrupted = (options?: { cause: unknown }) =>
  new AppError('upload.interrupted', 'The connection ended before the whole file had arrived. Send it again.', options);
