import { cleanText } from '../text/clean-text.js';
import type { OtherWriting } from './search-query.js';
import { tokenise } from './tokenise.js';
import { askedDateKeys } from './written-date.js';

/** Maximum number of spellings of a term that are searched. */
const maxWritings = 12;
/** 10:30 and 10.30 may be the same hour. */
const hour = /^([01]?\d|2[0-4])([.:])([0-5]\d)$/;
const hourShare = 0.45;

/** A text in the form of a search: its tokens, and the other ways to write them. */
export function writingsOf(text: string): { tokens: string[]; others: OtherWriting[] } {
  const { tokens, spans } = tokenise(text);
  let ways: OtherWriting[] = [{ tokens: [], share: 1 }];
  for (const { token, others } of tokens) {
    ways = ways.flatMap(({ tokens: before, share }) =>
      [{ token, share: 1 }, ...others].map((other) => ({
        tokens: [...before, other.token],
        share: share * other.share,
      })),
    );
    ways = ways.slice(0, maxWritings);
  }
  const plain = tokens.map(({ token }) => token);
  for (const { from, to, what } of spans) {
    const keys = typeof what === 'string' ? [{ token: what, share: 1 }] : askedDateKeys(what);
    for (const { token, share } of keys) ways.push({ tokens: plain.toSpliced(from, to - from + 1, token), share });
  }
  const [, hours, mark, minutes] = hour.exec(cleanText(text)) ?? [];
  if (minutes !== undefined)
    ways.push({ tokens: mark === '.' ? [hours, minutes] : [`${hours}.${minutes}`], share: hourShare });
  return { tokens: plain, others: ways.slice(1, maxWritings) };
}
