import type { SearchHit } from '@longhand/contracts';

export interface SearchFilter {
  /** Words of the title or file name, each as a beginning. */
  title?: string | undefined;
  /** A whole tag; capitals and accents make no difference. */
  tag?: string | undefined;
  /** Record dates, `YYYY-MM-DD`, both inclusive; documents without a record date match neither. */
  from?: string | undefined;
  to?: string | undefined;
}

export interface SearchRequest extends SearchFilter {
  /** Words, "a phrase", `or`, `-not`, `begin*`, `title:`, `tag:`, `from:`, `to:`. */
  q: string;
  /** Words that look alike, and beginnings of the last word, are found too. Default: yes. */
  fuzzy?: boolean | undefined;
  limit: number;
  cursor?: string | undefined;
}

export interface SearchResult {
  hits: SearchHit[];
  more: boolean;
  /** More pages match than were compared: another word or filter would find better ones. */
  limited: boolean;
  cursor?: string;
}
