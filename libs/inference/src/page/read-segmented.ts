import {
  type GlyphShare,
  glyphShareOf,
  type GrayImage,
  type ReaderChoice as Plan,
  type LineStrip,
  type PageLayout,
  type PageScores,
  planReading,
  type RecognisedPage,
  type StripScores,
} from '@longhand/core';

/** What turns a segmented page into text, wherever the networks run. */
export interface PageReaders {
  /** Whether there is a line reader: without one every line is read glyph by glyph. */
  hasLines: boolean;
  /** 28 x 28 glyphs -> one row of probabilities each. */
  classify(glyphs: Uint8Array): Promise<Float32Array>;
  readLines(strips: readonly GrayImage[]): Promise<StripScores[]>;
  decode(layout: PageLayout, scores: PageScores): RecognisedPage | Promise<RecognisedPage>;
}

/** A segmented page whose pixels are fetched only where a reader needs them. */
export interface SegmentedParts {
  layout: PageLayout;
  /** The glyphs of these windows, 784 bytes each. */
  glyphs(share: GlyphShare): Uint8Array | Promise<Uint8Array>;
  strips(): readonly LineStrip[] | Promise<readonly LineStrip[]>;
}

/**
 * Reads a page: running writing by the line reader, boxes and separate characters by the glyph
 * reader, what may be either by both.
 */
export async function readSegmented(readers: PageReaders, page: SegmentedParts): Promise<RecognisedPage> {
  const { layout } = page;
  const plan = readers.hasLines ? planReading(layout) : layout.lines.map((): Plan => 'glyphs');
  const [probabilities, strips] = await Promise.all([readGlyphs(readers, page, plan), readStrips(readers, page, plan)]);
  return readers.decode(layout, { plan, probabilities, strips });
}

async function readGlyphs(readers: PageReaders, page: SegmentedParts, plan: readonly Plan[]): Promise<Float32Array> {
  const share = glyphShareOf(page.layout, plan);
  if (share.from.length === 0) return new Float32Array(0);
  return readers.classify(await page.glyphs(share));
}

async function readStrips(
  readers: PageReaders,
  page: SegmentedParts,
  plan: readonly Plan[],
): Promise<(StripScores | undefined)[]> {
  const scores = plan.map((): StripScores | undefined => undefined);
  if (plan.every((reader) => reader === 'glyphs')) return scores;
  const strips = (await page.strips()).filter(({ line }) => line < plan.length && plan[line] !== 'glyphs');
  const read = await readers.readLines(strips);
  for (const [i, { line }] of strips.entries()) scores[line] = read[i];
  return scores;
}
