import type { Box } from '@longhand/core';

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

export interface SearchWord {
  id: string;
  text: string;
  box: Box;
  confidence: number;
  matched: boolean;
  /** Of a matched word: probability, 0 to 1, that the ink says what was looked for. */
  certainty?: number;
  /** Of a matched word: its certainty is under 1/2. */
  guess?: boolean;
  /** Of a matched word: the reading that matched, where it is not the one on show. */
  reading?: string;
}

export interface SearchHit {
  documentId: string;
  title: string;
  /** `YYYY-MM-DD` */
  recordDate?: string;
  tags: string[];
  /** Page number, from 1. */
  page: number;
  /** Relevance times probability, 0 to 1. */
  score: number;
  /** Probability, 0 to 1, that the page says everything that was looked for. */
  certainty: number;
  /** The certainty is under 1/2. */
  guess: boolean;
  /** About 160 characters around the match, with "?" after each uncertain word. */
  snippet: string;
  /** The words of the snippet and every other matched word of the page, in reading order. */
  words: SearchWord[];
}

export interface SearchAnswer {
  hits: SearchHit[];
  more: boolean;
  /** More pages match than were compared: another word or filter would find better ones. */
  limited: boolean;
  cursor?: string;
}
