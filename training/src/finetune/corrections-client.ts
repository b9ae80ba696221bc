import { documentListSchema, documentSchema, errorBodySchema, type PageView, pageSchema } from '@longhand/contracts';
import { AppError } from '@longhand/core';

/** Where a system runs, and a key to it. */
export interface SystemConnection {
  readonly url: string;
  readonly apiKey: string;
}

export interface CorrectionsFilter {
  /** Only documents with this tag. */
  readonly tag?: string | undefined;
}

/**
 * The calls of the HTTP API that yield corrected lines. Each throws `training.system_refused` or
 * `training.system_silent`.
 */
export class CorrectionsClient {
  private readonly connection: SystemConnection;

  constructor(connection: SystemConnection) {
    this.connection = connection;
  }

  /** Every page that has been read, of every document. */
  async *pages({ tag }: CorrectionsFilter): AsyncGenerator<{ documentId: string; page: PageView }> {
    let cursor: string | undefined;
    do {
      const query = new URLSearchParams({ limit: '100', ...(tag && { tag }), ...(cursor && { cursor }) });
      const list = documentListSchema.parse(await this.json(`/v1/documents?${query}`));
      for (const { id, status } of list.documents)
        if (status === 'done' || status === 'partly_failed') yield* this.pagesOf(id);
      cursor = list.more ? list.cursor : undefined;
    } while (cursor);
  }

  /** The page as it was scanned, JPEG; boxes are in its pixels. */
  async image(documentId: string, number: number): Promise<Uint8Array> {
    const response = await this.call(`/v1/documents/${documentId}/pages/${number}/image`);
    return new Uint8Array(await response.arrayBuffer());
  }

  private async *pagesOf(documentId: string): AsyncGenerator<{ documentId: string; page: PageView }> {
    const document = documentSchema.parse(await this.json(`/v1/documents/${documentId}`));
    for (const { number, status } of document.pages)
      if (status === 'recognised')
        yield { documentId, page: pageSchema.parse(await this.json(`/v1/documents/${documentId}/pages/${number}`)) };
  }

  private async json(path: string): Promise<unknown> {
    return (await this.call(path)).json();
  }

  private async call(path: string): Promise<Response> {
    const { url, apiKey } = this.connection;
    const response = await fetch(new URL(path, url), { headers: { authorization: `Bearer ${apiKey}` } }).catch(
      (cause) => {
        throw new AppError(
          'training.system_silent',
          'The system with the corrections does not answer. Is it running?',
          {
            cause,
          },
        );
      },
    );
    if (response.ok) return response;
    const refused = errorBodySchema.safeParse(await response.json().catch(() => undefined));
    throw new AppError(
      'training.system_refused',
      refused.success
        ? `The system with the corrections answered: ${refused.data.error.message} (${refused.data.error.code})`
        : `The system with the corrections answered with status ${response.status}.`,
    );
  }
}
