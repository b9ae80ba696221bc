import type { SearchHit } from '@longhand/contracts';

export interface SearchFilter {
  /** Beginnings of words in the title or file name. */
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
  /** Also finds similar words, and beginnings of the last word. Default: yes. */
  fuzzy?: boolean | undefined;
  limit: number;
  cursor?: string | undefined;
}

export interface SearchResult {
  hits: SearchHit[];
  more: boolean;
  /** True if more pages match than were ranked; another word or filter gives better results. */
  limited: boolean;
  cursor?: string;
}
