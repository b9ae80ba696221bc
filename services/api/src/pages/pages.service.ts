import type { Readable } from 'node:stream';
import type { PageView, WordView } from '@longhand/contracts';
import { AppError, type Box, type Marks } from '@longhand/core';
import type { Database, TenantParts } from '@longhand/db';
import { type ObjectStore, pageImageKey } from '@longhand/storage';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, STORE } from '../deps.js';
import type { Caller } from '../http/caller.js';
import { pageNotFound, wordNotFound } from '../http/not-found.js';
import { PagePicturesService } from './drawing/page-pictures.service.js';
import { toPageView, toWordView } from './page-view.js';

@Injectable()
export class PagesService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(PagePicturesService) private readonly pictures: PagePicturesService,
  ) {}

  async get(tenantId: string, documentId: string, number: number, marks?: Marks): Promise<PageView> {
    const page = await this.db.pages.get(tenantId, documentId, number, marks);
    if (!page) throw pageNotFound();
    return toPageView(page);
  }

  /**
   * The page as scanned, as JPEG, or only the part in `box`; its long side is at most `maxPx` if
   * given.
   */
  async image(
    tenantId: string,
    documentId: string,
    number: number,
    { maxPx, box }: { maxPx?: number; box?: Box } = {},
  ): Promise<Readable | Buffer> {
    // The row decides: an object left from a deleted document is not shown.
    const page = await this.db.pages.size(tenantId, documentId, number);
    if (!page) throw pageNotFound();
    const { status, widthPx, heightPx } = page;
    const isWhole = maxPx === undefined || (widthPx !== undefined && Math.max(widthPx, heightPx ?? 0) <= maxPx);
    if (isWhole && !box && status !== 'failed') return this.stored(pageImageKey(tenantId, documentId, number));
    const jpeg = await this.pictures.get({ tenantId, documentId, number });
    if (!jpeg) throw status === 'failed' ? notDrawable() : imageMissing();
    if (isWhole && !box) return jpeg;
    // Loaded on first use: its decoders take memory and half a second.
    const { cropJpeg, resizeJpeg } = await import('@longhand/image-io');
    return box ? cropJpeg(jpeg, box, maxPx) : resizeJpeg(jpeg, maxPx as number);
  }

  private async stored(key: string): Promise<Readable> {
    try {
      return await this.store.stream(key);
    } catch (error) {
      if (error instanceof AppError && error.code === 'storage.missing') throw imageMissing();
      throw error;
    }
  }

  async correctWord(
    db: Pick<TenantParts, 'pages'>,
    caller: Caller,
    correction: { documentId: string; number: number; wordId: string; text: string },
  ): Promise<WordView> {
    const { tenantId, actor } = caller;
    const word = await db.pages.correctWord(tenantId, { ...correction, actor });
    if (!word) throw wordNotFound();
    return toWordView(word);
  }

  async undoCorrection(
    db: Pick<TenantParts, 'pages'>,
    { tenantId, actor }: Caller,
    undo: { documentId: string; number: number; wordId: string },
  ): Promise<WordView> {
    const word = await db.pages.undoCorrection(tenantId, { ...undo, actor });
    if (!word) throw wordNotFound();
    return toWordView(word);
  }
}

const imageMissing = () =>
  new AppError('page.image_missing', 'The image of this page is not ready yet. Try again in a moment.');
const notDrawable = () =>
  new AppError('page.not_drawable', 'This page cannot be shown as a picture. You can download the original file.');
