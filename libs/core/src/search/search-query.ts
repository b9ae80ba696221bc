/** Another way to write what is looked for. */
export interface OtherWriting {
  /** Words that follow each other, in the form of the index. Never empty. */
  tokens: string[];
  /**
   * Share of the probability of what is found that counts: 1 for another spelling, under 1/2 for a
   * guess (3/4/2012 may be the fourth of March).
   */
  share: number;
}

/** One thing to find on a page: a word, a phrase, or what begins like its last word. */
export interface SearchTerm {
  /** Words that follow each other, in the form of the index. Never empty. */
  tokens: string[];
  /** Other ways to write the same, each of them whole: the best counts. */
  others: OtherWriting[];
  /** `begin*`: the last token is the beginning of a word. */
  isPrefix: boolean;
  /**
   * The last word of a search may be a beginning too, because people search while they type; such
   * hits stand below those of the very word.
   */
  mayBegin: boolean;
  /** Words that look much like this one are found too, below those of the very word. */
  isFuzzy: boolean;
  /** A page with this term is no hit. */
  isExcluded: boolean;
}

export const labelFields = ['title', 'tag', 'warning', 'script'] as const;
export type LabelField = (typeof labelFields)[number];

/**
 * What a document's own words have to say, its title or one of its tags; or what a page is marked
 * with.
 */
export interface SearchLabel {
  field: LabelField;
  /**
   * Ways to write it, of which one has to be there, in words of the index. Of a title all words
   * have to be there, each as a beginning; of the others they are the whole. None is empty.
   */
  ways: string[][];
  isExcluded: boolean;
}

/** Terms and labels that all have to hold, on pages whose record date lies in the range. */
export interface SearchGroup {
  terms: SearchTerm[];
  labels: SearchLabel[];
  /** Record dates, `YYYY-MM-DD`, both inclusive. */
  from?: string;
  to?: string;
}

/** Groups of which one has to hold. None: nothing can be found. */
export type ParsedSearch = SearchGroup[];
