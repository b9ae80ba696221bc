import type { PageView } from '@longhand/contracts';
import { AppError, type Marks } from '@longhand/core';
import type { Database } from '@longhand/db';
import type { PicturedPage } from '@longhand/exports';
import { type ObjectStore, pageImageKey } from '@longhand/storage';
import { pageNotFound } from '../http/not-found.js';
import { toPageView } from '../pages/page-view.js';

export interface PageSource {
  tenantId: string;
  documentId: string;
  /** Numbers of the pages that are wanted, in order. */
  numbers: readonly number[];
  /** "?" marks of the page's text and its words' marked texts; after words when left out. */
  marks?: Marks | undefined;
}

/** Pages of a document, each read when it is asked for. */
export async function* pagesOf(
  db: Database,
  { tenantId, documentId, numbers, marks }: PageSource,
): AsyncGenerator<PageView> {
  for (const number of numbers) {
    const page = await db.pages.get(tenantId, documentId, number, marks);
    // Deleted meanwhile: what was sent so far is not whole, and breaking off says so.
    if (!page) throw pageNotFound();
    yield toPageView(page);
  }
}

/** As pagesOf, with the picture of each page that has one. */
export async function* picturedPagesOf(
  db: Database,
  store: ObjectStore,
  source: PageSource,
): AsyncGenerator<PicturedPage> {
  for await (const page of pagesOf(db, source)) {
    const key = pageImageKey(source.tenantId, source.documentId, page.number);
    yield { page, jpeg: await pictureAt(store, key) };
  }
}

async function pictureAt(store: ObjectStore, key: string): Promise<Buffer | undefined> {
  try {
    return await store.get(key);
  } catch (error) {
    if (error instanceof AppError && error.code === 'storage.missing') return undefined;
    throw error;
  }
}
