import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '@longhand/config';
import { AppError } from '@longhand/core';
import type { Database } from '@longhand/db';
import type { RotationDegrees } from '@longhand/image-io';
import { makeWorkFolder, workFoldersRoot } from '@longhand/runtime';
import { documentPrefix, type ObjectStore, originalKey, pageImageKey } from '@longhand/storage';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, DATABASE, STORE } from '../../deps.js';
import { runDrawing } from './run-drawing.js';

export interface PicturePlace {
  tenantId: string;
  documentId: string;
  number: number;
}

/** Maximum number of requests that wait for a drawing; each holds a connection but no file. */
const maxWaiting = 20;
/** How long this process does not retry a page that could not be drawn, in ms. */
const forgetAfterMs = 10 * 60_000;
const maxRemembered = 1000;

/**
 * Images of pages, including pages that failed before a worker stored one: these are rendered from
 * the original on demand, one at a time, and stored like a worker's image.
 */
@Injectable()
export class PagePicturesService {
  private readonly hopeless = new Map<string, number>();
  private readonly underWay = new Map<string, Promise<Buffer | undefined>>();
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Database,
    @Inject(STORE) private readonly store: ObjectStore,
  ) {}

  /**
   * The stored image, or one rendered now because the page failed without one. Undefined if there
   * is none (yet).
   */
  async get(place: PicturePlace): Promise<Buffer | undefined> {
    const key = pageImageKey(place.tenantId, place.documentId, place.number);
    try {
      return await this.store.get(key);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'storage.missing') throw error;
      return this.drawFailed(place);
    }
  }

  /**
   * Renders a failed page. Undefined for a page that did not fail, or that cannot be rendered.
   * @throws AppError image.no_resources if too many requests wait
   */
  async drawFailed(place: PicturePlace): Promise<Buffer | undefined> {
    const page = await this.db.pages.get(place.tenantId, place.documentId, place.number);
    if (page?.status !== 'failed') return undefined;
    const name = `${page.id} ${page.rotationDegrees}`;
    if ((this.hopeless.get(name) ?? 0) > Date.now()) return undefined;
    const drawing = this.underWay.get(name) ?? this.inTurn(() => this.draw(place, page.rotationDegrees));
    this.underWay.set(name, drawing);
    try {
      const jpeg = await drawing;
      if (!jpeg) this.remember(name);
      return jpeg;
    } finally {
      this.underWay.delete(name);
    }
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting >= maxWaiting) {
      throw new AppError('image.no_resources', 'Too many page pictures are being made at once. Try again in a moment.');
    }
    this.waiting += 1;
    const turn = this.last.then(work, work);
    this.last = turn.catch(() => undefined);
    return turn.finally(() => {
      this.waiting -= 1;
    });
  }

  private async draw(place: PicturePlace, rotation: RotationDegrees): Promise<Buffer | undefined> {
    const { tenantId, documentId, number } = place;
    const { maxPixels, maxPagesPerDocument: maxPages, decodeTimeoutMs: timeoutMs } = this.config.page;
    const folder = await makeWorkFolder(workFoldersRoot('api'));
    try {
      const [path, target] = [join(folder, 'original'), join(folder, 'page.jpg')];
      await this.store.toFile(originalKey(tenantId, documentId), path);
      const limits = { maxPixels, maxPages, timeoutMs };
      const answer = await runDrawing({ path, number, rotation, limits, target }, timeoutMs * 2);
      if (answer?.kind !== 'drawn') return undefined;
      const jpeg = await readFile(target);
      await this.keep(place, jpeg);
      return jpeg;
    } catch (error) {
      if (error instanceof AppError && error.code === 'storage.missing') return undefined;
      throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async keep({ tenantId, documentId, number }: PicturePlace, jpeg: Buffer): Promise<void> {
    const key = pageImageKey(tenantId, documentId, number);
    // A worker that has read the page in the meantime stored a better one.
    if (!(await this.store.exists(key))) {
      await this.store.put(key, jpeg, { contentType: 'image/jpeg', sizeBytes: jpeg.length });
    }
    // Deleted in the meantime: nothing of it may remain.
    if (!(await this.db.documents.exists(tenantId, documentId))) {
      await this.store.deletePrefix(documentPrefix(tenantId, documentId));
    }
  }

  private remember(name: string): void {
    this.hopeless.set(name, Date.now() + forgetAfterMs);
    const [oldest] = this.hopeless.keys();
    if (this.hopeless.size > maxRemembered && oldest !== undefined) this.hopeless.delete(oldest);
  }
}
