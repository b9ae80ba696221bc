interface WaitingWord {
  documentId: string;
  page: number;
  word: { id: string };
}

/** Somebody who works through the HTTP API while a test looks at the page. */
export class ApiPerson {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  /** Uploads a file by itself. @returns the id of its document */
  async send(name: string, bytes: Buffer): Promise<string> {
    return (await this.sendAll([{ name, bytes }]))[0];
  }

  /** Uploads files as one batch. @returns the ids of their documents */
  async sendAll(files: readonly { name: string; bytes: Buffer }[]): Promise<string[]> {
    const form = new FormData();
    for (const { name, bytes } of files) form.append('files', new Blob([new Uint8Array(bytes)]), name);
    const receipt = await this.ask<{ files: { documentId: string }[] }>('POST', '/v1/batches', form);
    return receipt.files.map(({ documentId }) => documentId);
  }

  async hold(documentId: string): Promise<void> {
    await this.ask('PUT', `/v1/documents/${documentId}/retention`, { holdReason: 'a lawsuit' });
  }

  async statusOf(documentId: string): Promise<string> {
    return (await this.ask<{ status: string }>('GET', `/v1/documents/${documentId}`)).status;
  }

  async newReviewer(): Promise<ApiPerson> {
    const made = await this.ask<{ key: string }>('POST', '/v1/keys', { name: 'a reviewer', role: 'reviewer' });
    return new ApiPerson(this.url, made.key);
  }

  async waitingWords(): Promise<WaitingWord[]> {
    return (await this.ask<{ items: WaitingWord[] }>('GET', '/v1/review?limit=5')).items;
  }

  async isDoubleKeying(): Promise<boolean> {
    return (await this.ask<{ doubleKeying: boolean }>('GET', '/v1/review/settings')).doubleKeying;
  }

  async type({ documentId, page, word }: WaitingWord, text: string): Promise<void> {
    await this.ask('PATCH', `/v1/documents/${documentId}/pages/${page}/words/${word.id}`, { text });
  }

  /** The word as it stands on its page now. */
  async textOf({ documentId, page, word }: WaitingWord): Promise<unknown> {
    const { lines } = await this.ask<{ lines: { words: { id: string }[] }[] }>(
      'GET',
      `/v1/documents/${documentId}/pages/${page}`,
    );
    return lines.flatMap(({ words }) => words).find(({ id }) => id === word.id);
  }

  private async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const isForm = body instanceof FormData;
    const response = await fetch(this.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.key}`,
        ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}
