import type { LineView, PageView, WordView } from '@longhand/contracts';
import { describeWarning } from '@longhand/core';
import type { LineRecord, PageRecord, WordRecord } from '@longhand/db';

/** A page with its lines and words. */
export function toPageView({
  widthPx,
  heightPx,
  rotationDegrees: _turn,
  lines,
  warnings: codes,
  ...page
}: PageRecord): PageView {
  const warnings = codes.flatMap((code) => describeWarning(code) ?? []);
  return {
    ...page,
    ...(warnings.length > 0 && { warnings }),
    width: widthPx,
    height: heightPx,
    lines: lines.map(toLineView),
  };
}

export function toLineView({ words, ...line }: LineRecord): LineView {
  return { ...line, words: words.map(toWordView) };
}

export function toWordView({ correctedAt, ...word }: WordRecord): WordView {
  return { ...word, correctedAt: correctedAt?.toISOString() };
}
