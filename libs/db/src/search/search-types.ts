import type { Box } from '@longhand/core';

export interface SearchFilter {
  /** A part of the title, in any case. */
  title?: string;
  tag?: string;
  /** Record dates, `YYYY-MM-DD`, both inclusive; documents without a record date match neither. */
  from?: string;
  to?: string;
  limit: number;
  cursor?: string;
}

export interface SearchRequest extends SearchFilter {
  /** Words, "a phrase", `or`, `-not`, `begin*`. */
  q: string;
}

export interface SearchWord {
  id: string;
  text: string;
  box: Box;
  confidence: number;
  matched: boolean;
}

export interface SearchHit {
  documentId: string;
  title: string;
  /** `YYYY-MM-DD` */
  recordDate?: string;
  tags: string[];
  /** Page number, from 1. */
  page: number;
  /** 0 to 1; above 1/2 when the page holds the very words and not only words that begin like them. */
  score: number;
  /** About 160 characters around the match, with "?" marks. */
  snippet: string;
  /** The words of the snippet and every other matched word of the page, in reading order. */
  words: SearchWord[];
}

export interface SearchAnswer {
  hits: SearchHit[];
  more: boolean;
  cursor?: string;
}
