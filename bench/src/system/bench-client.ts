import { setTimeout as sleep } from 'node:timers/promises';
import { type LonghandApi, openApiClient, type Schemas } from '@longhand/api-client';
import { AppError } from '@longhand/core';

export interface BenchFile {
  name: string;
  bytes: Buffer;
}

/** How long one request may take; one that takes longer hangs. */
const requestTimeoutMs = 20_000;

/**
 * A client that expects the worst: it sends again what failed, with the same Idempotency-Key, as a
 * good client of the API does.
 */
export class BenchClient {
  /** Requests that had neither answer nor broken connection in time. */
  hung = 0;
  slowestMs = 0;
  /** Answers of 500: what no fault outside explains. */
  internalErrors = 0;
  readonly #url: string;
  readonly #key: string;
  readonly #api: LonghandApi;

  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
    this.#api = openApiClient({ url, fetch: (request) => this.#send(request) });
  }

  /** One request; undefined when the connection broke or nothing came in time. */
  async call(path: string, init: RequestInit = {}): Promise<Response | undefined> {
    const startedAt = performance.now();
    const headers = { authorization: `Bearer ${this.#key}`, ...(init.headers as Record<string, string>) };
    try {
      const signal = AbortSignal.timeout(requestTimeoutMs);
      const response = await fetch(this.#url + path, { ...init, headers, signal });
      // The body too has to come in time.
      const body = await response.arrayBuffer();
      if (response.status === 500) this.internalErrors += 1;
      const type = response.headers.get('content-type') ?? '';
      return new Response(body.byteLength > 0 ? body : null, {
        status: response.status,
        headers: { 'content-type': type },
      });
    } catch (error) {
      if ((error as Error).name === 'TimeoutError') this.hung += 1;
      return undefined;
    } finally {
      this.slowestMs = Math.max(this.slowestMs, performance.now() - startedAt);
    }
  }

  /** For the typed client. @throws Error when the connection broke or nothing came in time */
  async #send({ url, method }: Request): Promise<Response> {
    const response = await this.call(url.slice(this.#url.length), { method });
    if (!response) throw new Error('no answer');
    return response;
  }

  /** Uploads until there is a receipt. @throws AppError bench.not_accepted */
  async upload(files: readonly BenchFile[], idempotencyKey: string, withinMs = 90_000): Promise<Schemas['Receipt']> {
    const deadline = performance.now() + withinMs;
    let last = '';
    while (performance.now() < deadline) {
      const form = new FormData();
      for (const { name, bytes } of files) form.append('files', new Blob([Uint8Array.from(bytes)]), name);
      const headers = { 'idempotency-key': idempotencyKey };
      const response = await this.call('/v1/batches', { method: 'POST', body: form, headers });
      if (response?.status === 202) return (await response.json()) as Schemas['Receipt'];
      last = response ? `${response.status} ${await response.text()}` : 'no answer';
      await sleep(300);
    }
    throw new AppError('bench.not_accepted', `An upload was not accepted in time: ${last}`);
  }

  /** Asks until the batch is finished. @throws AppError bench.not_finished */
  async finished(id: string, withinMs: number): Promise<Schemas['Batch']> {
    const deadline = performance.now() + withinMs;
    let last: Schemas['Batch'] | undefined;
    while (performance.now() < deadline) {
      const answer = await this.#api.GET('/v1/batches/{id}', { params: { path: { id } } }).catch(() => undefined);
      if (answer?.data) {
        last = answer.data;
        if (last.status !== 'receiving' && last.status !== 'processing') return last;
      }
      await sleep(200);
    }
    throw new AppError(
      'bench.not_finished',
      `A batch was not finished in ${withinMs / 1000} s: ${JSON.stringify(last?.counts)}`,
    );
  }
}
