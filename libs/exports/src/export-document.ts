import type { DocumentSummary, PageView } from '@longhand/contracts';

/** What an export says about the document itself. */
export type ExportedDocument = DocumentSummary & {
  /** Hex, of the file as it was uploaded. */
  sha256: string;
  /** The readers of its pages, each once. */
  modelVersions: readonly string[];
};

/** The pages of a document in order, one at a time, so that a long document is never held whole. */
export type PageStream = AsyncIterable<PageView>;

/** A page with its picture, for formats that carry it. */
export interface PicturedPage {
  page: PageView;
  /**
   * JPEG of the page, in the pixels that the boxes count; undefined for a page that never got as
   * far as a picture.
   */
  jpeg?: Uint8Array;
}
