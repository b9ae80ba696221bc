import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BatchList,
  type BatchView,
  type DocumentView,
  type ErrorBody,
  errorBodySchema,
  type PageView,
  type Receipt,
  type SearchAnswer,
} from '@longhand/contracts';
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

  constructor(connection: Connection, signal: AbortSignal) {
    this.connection = connection;
    this.signal = signal;
  }

  /** Sends the files of one batch. The same `idempotencyKey` never makes two batches. */
  upload(form: FormData, idempotencyKey: string): Promise<Receipt> {
    return this.json('POST', '/v1/batches', { body: form, headers: { 'idempotency-key': idempotencyKey } });
  }

  /** Waits; ends early, with the reason, when the command is ended. */
  async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.signal }).catch(() => {
      throw this.signal.reason;
    });
  }

  batch(id: string): Promise<BatchView> {
    return this.json('GET', `/v1/batches/${encodeURIComponent(id)}`);
  }

  batches(limit: number): Promise<BatchList> {
    return this.json('GET', `/v1/batches?limit=${limit}`);
  }

  document(id: string): Promise<DocumentView> {
    return this.json('GET', `/v1/documents/${encodeURIComponent(id)}`);
  }

  page(documentId: string, number: number, marks?: Marks): Promise<PageView> {
    const query = marks ? `?marks=${marks}` : '';
    return this.json('GET', `/v1/documents/${encodeURIComponent(documentId)}/pages/${number}${query}`);
  }

  search(query: Readonly<Record<string, string>>): Promise<SearchAnswer> {
    return this.json('GET', `/v1/search?${new URLSearchParams(query)}`);
  }

  /** A file that the server makes while it sends it. `name` is what the server calls it. */
  async download(path: string): Promise<{ name: string; body: ReadableStream<Uint8Array> }> {
    const response = await this.fetch('GET', path, {});
    if (!response.ok || !response.body) throw refusalOf(response.status, await response.text());
    const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
    if (name === undefined) throw new CliError('the server gave the file no name: is the address right?');
    return { name, body: response.body };
  }

  private async json<T>(method: string, path: string, init: RequestInit = {}): Promise<T> {
    const { status, ok, text } = await this.send(method, path, init);
    if (!ok) throw refusalOf(status, text);
    return JSON.parse(text) as T;
  }

  private async send(
    method: string,
    path: string,
    init: RequestInit,
  ): Promise<{ status: number; ok: boolean; text: string }> {
    const response = await this.fetch(method, path, init);
    try {
      // An answer may break off in the middle, too.
      return { status: response.status, ok: response.ok, text: await response.text() };
    } catch (cause) {
      throw this.brokenBy(cause);
    }
  }

  private async fetch(method: string, path: string, init: RequestInit): Promise<Response> {
    const { url, apiKey } = this.connection;
    try {
      const headers = { ...init.headers, authorization: `Bearer ${apiKey}` };
      return await fetch(new URL(path, url), { ...init, method, headers, signal: this.signal });
    } catch (cause) {
      throw this.brokenBy(cause);
    }
  }

  /** What the break of a connection is called: the end that somebody asked for, or no answer. */
  brokenBy(cause: unknown): unknown {
    return this.signal.aborted ? this.signal.reason : new NoAnswer(this.connection.url, cause);
  }
}

function exitCodeOf(status: number): number {
  if (status === 401) return exitCodes.keyRefused;
  return status === 404 ? exitCodes.notFound : exitCodes.failed;
}

function refusalOf(status: number, text: string): CliError {
  try {
    return new ApiRefusal(status, errorBodySchema.parse(JSON.parse(text)));
  } catch (cause) {
    return new CliError(`the server answered ${status} in a shape that is not Longhand's: is the address right?`, {
      cause,
    });
  }
}

function reasonOf(error: unknown): string {
  const inner = (error as { cause?: { code?: string; message?: string } }).cause;
  return inner?.code ?? inner?.message ?? (error instanceof Error ? error.message : String(error));
}
