/** Another way to write a search term. */
export interface OtherWriting {
  /** Words that follow each other, in the form of the index. Never empty. */
  tokens: string[];
  /**
   * Share of the probability of a match that counts: 1 for another spelling, under 1/2 for a guess
   * (3/4/2012 may be the fourth of March).
   */
  share: number;
}

/** One thing to find on a page: a word, a phrase, or a beginning of its last word. */
export interface SearchTerm {
  /** Words that follow each other, in the form of the index. Never empty. */
  tokens: string[];
  /** Other ways to write the complete term: the best match counts. */
  others: OtherWriting[];
  /** `begin*`: the last token is the beginning of a word. */
  isPrefix: boolean;
  /**
   * The last word of a search may also be a beginning, because people search while they type; such
   * hits rank below those of the exact word.
   */
  mayBegin: boolean;
  /** Words that look very similar are found too, and rank below the exact word. */
  isFuzzy: boolean;
  /** A page with this term is no hit. */
  isExcluded: boolean;
}

export const labelFields = ['title', 'tag', 'warning', 'script'] as const;
export type LabelField = (typeof labelFields)[number];

/** A condition on the title or a tag of the document, or on a mark of the page. */
export interface SearchLabel {
  field: LabelField;
  /**
   * Alternative spellings in words of the index, one of which must match. In a title, all words
   * must be present, each as a beginning; other labels must match completely. None is empty.
   */
  ways: string[][];
  isExcluded: boolean;
}

/** Terms and labels that must all match, on pages whose record date is in the range. */
export interface SearchGroup {
  terms: SearchTerm[];
  labels: SearchLabel[];
  /** Record dates, `YYYY-MM-DD`, both inclusive. */
  from?: string;
  to?: string;
}

/** Groups, one of which must match. An empty list finds nothing. */
export type ParsedSearch = SearchGroup[];
