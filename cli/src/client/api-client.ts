import { setTimeout as sleep } from 'node:timers/promises';
import { type LonghandApi, openApiClient, type Schemas, type SearchParameters } from '@longhand/api-client';
import { type ErrorBody, errorBodySchema } from '@longhand/contracts';
import type { Marks } from '@longhand/core';
import { CliError } from '../cli-error.js';
import { exitCodes } from '../exit-codes.js';

export interface Connection {
  url: string;
  apiKey: string;
}

/** The API answered with an error: its own code and sentence. */
export class ApiRefusal extends CliError {
  override readonly name = 'ApiRefusal';
  readonly status: number;
  readonly code: string;

  constructor(status: number, { error }: ErrorBody) {
    super(`${error.message} (${error.code})`, { exitCode: exitCodeOf(status) });
    this.status = status;
    this.code = error.code;
  }
}

/** The connection failed or broke; whether the server did what it was asked is not known. */
export class NoAnswer extends CliError {
  override readonly name = 'NoAnswer';
  /** Nothing listens at the address, or it does not exist. */
  readonly isNobodyThere: boolean;

  constructor(url: string, cause: unknown) {
    const reason = reasonOf(cause);
    super(`no answer from ${url}: ${reason}`, { exitCode: exitCodes.noServer, cause });
    this.isNobodyThere = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(reason);
  }
}

/**
 * Whether the same call may succeed a little later: the connection broke, or the server is short of
 * something for now.
 */
export function isPassing(error: unknown): boolean {
  if (error instanceof ApiRefusal) return error.status >= 502 || error.code === 'upload.in_progress';
  return error instanceof NoAnswer;
}

/**
 * The calls of the HTTP API that the command line uses. Each throws ApiRefusal, or NoAnswer when
 * the connection fails.
 */
export class ApiClient {
  private readonly connection: Connection;
  private readonly signal: AbortSignal;
  private readonly api: LonghandApi;

  constructor(connection: Connection, signal: AbortSignal) {
    this.connection = connection;
    this.signal = signal;
    this.api = openApiClient({ url: connection.url, fetch: (request) => this.answer(request) });
  }

  /** Sends the files of one batch. The same `idempotencyKey` never makes two batches. */
  upload(form: FormData, idempotencyKey: string): Promise<Schemas['Receipt']> {
    const params = { header: { 'Idempotency-Key': idempotencyKey } };
    // The description has files as texts; a form goes out as it is.
    return dataOf(this.api.POST('/v1/batches', { params, body: form as never, bodySerializer: (body) => body }));
  }

  /** Waits; ends early, with the reason, when the command is ended. */
  async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.signal }).catch(() => {
      throw this.signal.reason;
    });
  }

  batch(id: string): Promise<Schemas['Batch']> {
    return dataOf(this.api.GET('/v1/batches/{id}', { params: { path: { id } } }));
  }

  batches(limit: number): Promise<Schemas['BatchList']> {
    return dataOf(this.api.GET('/v1/batches', { params: { query: { limit } } }));
  }

  document(id: string): Promise<Schemas['Document']> {
    return dataOf(this.api.GET('/v1/documents/{id}', { params: { path: { id } } }));
  }

  page(documentId: string, number: number, marks?: Marks): Promise<Schemas['Page']> {
    const params = { path: { id: documentId, number }, query: { ...(marks && { marks }) } };
    return dataOf(this.api.GET('/v1/documents/{id}/pages/{number}', { params }));
  }

  addLine(documentId: string, number: number, body: Schemas['NewLine']): Promise<Schemas['Line']> {
    const params = { path: { id: documentId, number } };
    return dataOf(this.api.POST('/v1/documents/{id}/pages/{number}/lines', { params, body }));
  }

  moveLine(documentId: string, number: number, lineId: string, after: string | null): Promise<Schemas['Line']> {
    const params = { path: { id: documentId, number, lineId } };
    return dataOf(this.api.PATCH('/v1/documents/{id}/pages/{number}/lines/{lineId}', { params, body: { after } }));
  }

  deleteLine(documentId: string, number: number, lineId: string): Promise<Schemas['LineDeletion']> {
    const params = { path: { id: documentId, number, lineId } };
    return dataOf(this.api.DELETE('/v1/documents/{id}/pages/{number}/lines/{lineId}', { params }));
  }

  restoreLine(documentId: string, number: number, lineId: string): Promise<Schemas['Line']> {
    const params = { path: { id: documentId, number, lineId } };
    return dataOf(this.api.POST('/v1/documents/{id}/pages/{number}/lines/{lineId}/restore', { params }));
  }

  search(query: SearchParameters): Promise<Schemas['SearchAnswer']> {
    return dataOf(this.api.GET('/v1/search', { params: { query } }));
  }

  /** A file that the server makes while it sends it. `name` is what the server calls it. */
  async download(path: string): Promise<{ name: string; body: ReadableStream<Uint8Array> }> {
    const response = await this.send(new Request(new URL(path, this.connection.url)));
    if (!response.ok || !response.body) throw refusalOf(response.status, await response.text());
    const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
    if (name === undefined)
      throw new CliError('the server sent a file without a name. Check the address of the server.');
    return { name, body: response.body };
  }

  /** A whole answer that is a success: one may break off in the middle, too. */
  private async answer(request: Request): Promise<Response> {
    const response = await this.send(request);
    const text = await response.text().catch((cause) => {
      throw this.brokenBy(cause);
    });
    if (!response.ok) throw refusalOf(response.status, text);
    return new Response(text, { status: response.status, headers: { 'content-type': 'application/json' } });
  }

  private async send(request: Request): Promise<Response> {
    request.headers.set('authorization', `Bearer ${this.connection.apiKey}`);
    try {
      return await fetch(request, { signal: this.signal });
    } catch (cause) {
      throw this.brokenBy(cause);
    }
  }

  /** What the break of a connection is called: the end that somebody asked for, or no answer. */
  brokenBy(cause: unknown): unknown {
    return this.signal.aborted ? this.signal.reason : new NoAnswer(this.connection.url, cause);
  }
}

/** What an answer holds; refusals were thrown before. */
async function dataOf<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  if (data === undefined) throw new CliError('the server sent an empty answer. Check the address of the server.');
  return data;
}

function exitCodeOf(status: number): number {
  if (status === 401) return exitCodes.keyRefused;
  return status === 404 ? exitCodes.notFound : exitCodes.failed;
}

function refusalOf(status: number, text: string): CliError {
  try {
    return new ApiRefusal(status, errorBodySchema.parse(JSON.parse(text)));
  } catch (cause) {
    return new CliError(
      `the answer of the server (${status}) does not come from Longhand. Check the address of the server.`,
      {
        cause,
      },
    );
  }
}

function reasonOf(error: unknown): string {
  const inner = (error as { cause?: { code?: string; message?: string } }).cause;
  return inner?.code ?? inner?.message ?? (error instanceof Error ? error.message : String(error));
}
