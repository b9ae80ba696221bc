import type { Readable } from 'node:stream';
import type { PageView, WordView } from '@longhand/contracts';
import { AppError, type Box, type Marks } from '@longhand/core';
import type { Database } from '@longhand/db';
import { type ObjectStore, pageImageKey } from '@longhand/storage';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, STORE } from '../deps.js';
import type { Caller } from '../http/caller.js';
import { pageNotFound, wordNotFound } from '../http/not-found.js';
import { toPageView, toWordView } from './page-view.js';

@Injectable()
export class PagesService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(STORE) private readonly store: ObjectStore,
  ) {}

  async get(tenantId: string, documentId: string, number: number, marks?: Marks): Promise<PageView> {
    const page = await this.db.pages.get(tenantId, documentId, number, marks);
    if (!page) throw pageNotFound();
    return toPageView(page);
  }

  /** The page as it was scanned, JPEG, or only the part under `box`; its long side no more than `maxPx` when that is given. */
  async image(
    tenantId: string,
    documentId: string,
    number: number,
    { maxPx, box }: { maxPx?: number; box?: Box } = {},
  ): Promise<Readable | Buffer> {
    // The row decides: an object that outlived its deleted document is not shown.
    const { width, height } = await this.get(tenantId, documentId, number);
    const key = pageImageKey(tenantId, documentId, number);
    const isWhole = maxPx === undefined || Math.max(width ?? 0, height ?? 0) <= maxPx;
    try {
      if (isWhole && !box) return await this.store.stream(key);
      // Loaded when it is first wanted: the decoders that come along take memory and half a second.
      const { cropJpeg, resizeJpeg } = await import('@longhand/image-io');
      const jpeg = await this.store.get(key);
      return await (box ? cropJpeg(jpeg, box, maxPx) : resizeJpeg(jpeg, maxPx as number));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'storage.missing') throw error;
      throw new AppError('page.image_missing', 'The image of this page is not ready yet. Try again in a moment.');
    }
  }

  async correctWord(
    caller: Caller,
    page: { documentId: string; number: number },
    wordId: string,
    text: string,
  ): Promise<WordView> {
    const { tenantId, actor } = caller;
    const word = await this.db.pages.correctWord(tenantId, page.documentId, page.number, wordId, text, actor);
    if (!word) throw wordNotFound();
    return toWordView(word);
  }
}
