import { Readable } from 'node:stream';
import { AppError } from '@longhand/core';
import { type ObjectStore, uploadPrefix } from '@longhand/storage';

/** What the sender said when the upload of a file began. */
export interface AboutUpload {
  name: string;
  sizeBytes: number;
  metadata: string | undefined;
  /** Set when the file is accounted for in the receipt; its parts are gone then. */
  isAccounted: boolean;
}

export interface UploadPlace {
  tenantId: string;
  batchId: string;
  /** The file's number in the batch. */
  index: number;
}

interface Part {
  key: string;
  start: number;
  length: number;
}

/**
 * The parts of files that are still arriving, in the object store, so that any copy of the API can
 * go on after any other. A part is stored under its offset and length and never written over: what
 * has arrived is the longest chain of parts from 0 on, and two senders of the same bytes cannot
 * spoil each other's work.
 */
export class UploadParts {
  constructor(private readonly store: ObjectStore) {}

  async about(place: UploadPlace): Promise<AboutUpload | undefined> {
    try {
      return JSON.parse((await this.store.get(`${folderOf(place)}about.json`)).toString('utf8')) as AboutUpload;
    } catch (error) {
      if (error instanceof AppError && error.code === 'storage.missing') return undefined;
      throw error;
    }
  }

  async describe(place: UploadPlace, about: AboutUpload): Promise<void> {
    const key = `${folderOf(place)}about.json`;
    await this.store.put(key, Buffer.from(JSON.stringify(about)), { contentType: 'application/json' });
  }

  /** Bytes from the beginning on that have arrived without a gap. */
  async offset(place: UploadPlace): Promise<number> {
    return endOf(await this.chain(place));
  }

  /** Stores `sizeBytes` bytes that begin at `start`. */
  async add(place: UploadPlace, start: number, content: Readable, sizeBytes: number): Promise<void> {
    const key = `${folderOf(place)}${start}-${sizeBytes}`;
    await this.store.put(key, content, { contentType: 'application/octet-stream', sizeBytes });
  }

  /** The content of a file whose parts have all arrived. */
  async *content(place: UploadPlace): AsyncGenerator<Buffer> {
    for (const { key } of await this.chain(place)) yield* (await this.store.stream(key)) as AsyncIterable<Buffer>;
  }

  /** Lets the parts go and keeps the note that the file is accounted for. */
  async close(place: UploadPlace, about: AboutUpload): Promise<void> {
    await this.describe(place, { ...about, isAccounted: true });
    for (const { key } of await this.parts(place)) await this.store.delete(key);
  }

  async remove(place: UploadPlace): Promise<void> {
    await this.store.deletePrefix(folderOf(place));
  }

  /** The numbers of the files of a batch whose upload has begun. */
  async indexes({ tenantId, batchId }: Omit<UploadPlace, 'index'>): Promise<number[]> {
    const prefix = uploadPrefix(tenantId, batchId);
    const found = new Set<number>();
    for await (const key of this.store.list(prefix)) {
      const [index, name] = key.slice(prefix.length).split('/');
      if (name === 'about.json') found.add(Number(index));
    }
    return [...found].sort((a, b) => a - b);
  }

  async removeBatch({ tenantId, batchId }: Omit<UploadPlace, 'index'>): Promise<void> {
    await this.store.deletePrefix(uploadPrefix(tenantId, batchId));
  }

  private async chain(place: UploadPlace): Promise<Part[]> {
    return longestChain(await this.parts(place));
  }

  private async parts(place: UploadPlace): Promise<Part[]> {
    const prefix = folderOf(place);
    const parts: Part[] = [];
    for await (const key of this.store.list(prefix)) {
      const [, start, length] = /^(\d+)-(\d+)$/.exec(key.slice(prefix.length)) ?? [];
      if (start !== undefined) parts.push({ key, start: Number(start), length: Number(length) });
    }
    return parts;
  }
}

/** Parts that follow each other from 0 on; where several begin at the same place, the longest. */
export function longestChain<T extends { start: number; length: number }>(parts: readonly T[]): T[] {
  const at = new Map<number, T>();
  for (const part of parts) if (part.length > (at.get(part.start)?.length ?? 0)) at.set(part.start, part);
  const chain: T[] = [];
  for (let part = at.get(0); part; part = at.get(part.start + part.length)) chain.push(part);
  return chain;
}

const endOf = (chain: readonly Part[]) => chain.reduce((_, { start, length }) => start + length, 0);

const folderOf = ({ tenantId, batchId, index }: UploadPlace) => `${uploadPrefix(tenantId, batchId)}${index}/`;
