/** One thing to find on a page: a word, a phrase, or what begins like its last word. */
export interface SearchTerm {
  /** Words that follow each other, in the form of the index. Never empty. */
  tokens: string[];
  /** `begin*`: the last token is the beginning of a word. */
  isPrefix: boolean;
  /** The last word of a search may be a beginning too, because people search while they type; such hits stand below those of the very word. */
  mayBegin: boolean;
  /** Words that look much like this one are found too, below those of the very word. */
  isFuzzy: boolean;
  /** A page with this term is no hit. */
  isExcluded: boolean;
}

/** What a document's own words have to say: its title, or one of its tags. */
export interface SearchLabel {
  field: 'title' | 'tag';
  /** Normalised words. Of a title all have to be there, each as a beginning; of a tag they are the whole tag. Never empty. */
  tokens: string[];
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
