import type { PageView } from '@longhand/contracts';
import type { Marks } from '@longhand/core';
import type { Database } from '@longhand/db';
import type { PicturedPage } from '@longhand/exports';
import { pageNotFound } from '../http/not-found.js';
import type { PagePicturesService } from '../pages/drawing/page-pictures.service.js';
import { toPageView } from '../pages/page-view.js';

export interface PageSource {
  tenantId: string;
  documentId: string;
  /** Numbers of the requested pages, in order. */
  numbers: readonly number[];
  /** "?" marks of the page's text and its words' marked texts; after words when left out. */
  marks?: Marks | undefined;
}

/** Pages of a document, each read on demand. */
export async function* pagesOf(
  db: Database,
  { tenantId, documentId, numbers, marks }: PageSource,
): AsyncGenerator<PageView> {
  for (const number of numbers) {
    const page = await db.pages.get(tenantId, documentId, number, marks);
    // The page was deleted in the meantime: aborting shows that the answer is incomplete.
    if (!page) throw pageNotFound();
    yield toPageView(page);
  }
}

/** Like pagesOf, with the image of each page that has one or for which one can be rendered. */
export async function* picturedPagesOf(
  db: Database,
  pictures: PagePicturesService,
  source: PageSource,
): AsyncGenerator<PicturedPage> {
  for await (const page of pagesOf(db, source)) {
    yield { page, jpeg: await pictures.get({ ...source, number: page.number }) };
  }
}
