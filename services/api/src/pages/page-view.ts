import type { PageView, WordView } from '@longhand/contracts';
import type { PageView as PageRecord, WordView as WordRecord } from '@longhand/db';

/** A page with its lines and words. */
export function toPageView({ widthPx, heightPx, lines, ...page }: PageRecord): PageView {
  return {
    ...page,
    width: widthPx,
    height: heightPx,
    lines: lines.map(({ words, ...line }) => ({ ...line, words: words.map(toWordView) })),
  };
}

export function toWordView({ correctedAt, ...word }: WordRecord): WordView {
  return { ...word, correctedAt: correctedAt?.toISOString() };
}
