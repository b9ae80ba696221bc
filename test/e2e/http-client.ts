import { patienceMs } from '@longhand/test-kit';
import type { BatchView, DocumentView, PageView, Receipt, SearchAnswer } from '@longhand/contracts';

export interface UploadFile {
  name: string;
  bytes: Uint8Array;
}

/** The HTTP API as a script would call it, without anything of the command line. */
export class HttpClient {
  private readonly url: string;
  private readonly apiKey: string | undefined;

  constructor(system: { url: string; apiKey?: string }) {
    this.url = system.url;
    this.apiKey = system.apiKey;
  }

  async call(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = {
      ...(init.headers as Record<string, string>),
      ...(this.apiKey && { authorization: `Bearer ${this.apiKey}` }),
    };
    return fetch(`${this.url}${path}`, { ...init, headers });
  }

  async get<T>(path: string): Promise<T> {
    const response = await this.call(path);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  postFiles(files: readonly UploadFile[], fields: Readonly<Record<string, string>> = {}): Promise<Response> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    for (const { name, bytes } of files) form.append('files', new Blob([Uint8Array.from(bytes)]), name);
    return this.call('/v1/batches', { method: 'POST', body: form });
  }

  async upload(files: readonly UploadFile[], fields: Readonly<Record<string, string>> = {}): Promise<Receipt> {
    const response = await this.postFiles(files, fields);
    if (response.status !== 202) throw new Error(`upload: ${response.status} ${await response.text()}`);
    return (await response.json()) as Receipt;
  }

  batch(id: string): Promise<BatchView> {
    return this.get(`/v1/batches/${id}`);
  }

  document(id: string): Promise<DocumentView> {
    return this.get(`/v1/documents/${id}`);
  }

  page(id: string, number = 1): Promise<PageView> {
    return this.get(`/v1/documents/${id}/pages/${number}`);
  }

  async text(id: string): Promise<string> {
    return (await this.call(`/v1/documents/${id}/text`)).text();
  }

  search(q: string, filters: Readonly<Record<string, string>> = {}): Promise<SearchAnswer> {
    return this.get(`/v1/search?${new URLSearchParams({ q, ...filters })}`);
  }

  /** Polls until the batch has ended, as long as it gets on. */
  async finished(id: string): Promise<BatchView> {
    let last = '';
    let movedAt = performance.now();
    for (;;) {
      const batch = await this.batch(id);
      if (batch.status !== 'receiving' && batch.status !== 'processing') return batch;
      const now = JSON.stringify([batch.counts, batch.progress]);
      if (now !== last) movedAt = performance.now();
      last = now;
      if (performance.now() - movedAt > patienceMs) throw new Error(`the batch stands still: ${now}`);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}
