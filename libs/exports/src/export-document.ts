import type { DocumentSummary, PageView } from '@longhand/contracts';

/** The fields of an export about the document itself. */
export type ExportedDocument = DocumentSummary & {
  /** Hex, of the file as it was uploaded. */
  sha256: string;
  /** The readers of its pages, without duplicates. */
  modelVersions: readonly string[];
};

/**
 * The pages of a document in order, one at a time, so that a long document is never completely in
 * memory.
 */
export type PageStream = AsyncIterable<PageView>;

/** A page with its image, for formats that contain it. */
export interface PicturedPage {
  page: PageView;
  /**
   * JPEG of the page, in the pixel coordinates of the boxes; undefined for a page without an image.
   */
  jpeg?: Uint8Array;
}
