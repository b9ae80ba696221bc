import type { LineReading } from '@longhand/core';
import { ASCII, foldText } from '../fold-text.js';
import { joinTokens } from '../join-tokens.js';
import { editDistance, keywordRecall, keywordsOf } from '../text-scores.js';

/** What is counted on one line; rates are sums of these over sums of these. */
export interface LineTally {
  /** Characters of the truth, and of it without accents. */
  characters: number;
  plainCharacters: number;
  words: number;
  /** Edits from the truth to the best path's reading. */
  greedyEdits: number;
  greedyPlainEdits: number;
  greedyWordEdits: number;
  /** Edits to the reading with beam search and language model. */
  edits: number;
  plainEdits: number;
  wordEdits: number;
  /**
   * Keywords of the truth, and how many are read, on their line in any order: by best path; first
   * reading; first ten.
   */
  keywords: number;
  greedyKeywords: number;
  firstKeywords: number;
  tenKeywords: number;
  /** Characters read; those not marked; those not marked and wrong. */
  charactersRead: number;
  unmarked: number;
  unmarkedWrong: number;
}

export interface TallyOptions {
  /** Characters less sure than this are marked. */
  readonly uncertainBelow: number;
  /** For each character of the reading's words whether it is right. */
  readonly rights: readonly boolean[];
}

/** Counts one line. Blanks before signs count for nobody (`joinTokens`). */
export function tallyLine(truth: string, reading: LineReading, { uncertainBelow, rights }: TallyOptions): LineTally {
  const [text, read, greedy] = [truth, reading.text, reading.greedyText].map(joinTokens);
  const [plain, plainRead, plainGreedy] = [text, read, greedy].map((own) => foldText(own, ASCII));
  const words = (own: string) => own.split(' ').filter(Boolean);
  const keywords = keywordsOf(plain);
  const recallOf = (from: string, alternatives: string[][]) => {
    if (keywords.length === 0) return { first: 0, withAlternatives: 0 };
    const recall = keywordRecall([{ truth: keywords, read: keywordsOf(from), alternatives }]);
    return {
      first: Math.round(recall.first * keywords.length),
      withAlternatives: Math.round(recall.withAlternatives * keywords.length),
    };
  };
  const others = reading.words.map((word) =>
    word.alternatives.slice(0, 9).flatMap((other) => keywordsOf(foldText(other.text, ASCII))),
  );
  const recall = recallOf(plainRead, others);
  const sure = reading.words.flatMap((word) => word.characters.map(({ confidence }) => confidence >= uncertainBelow));
  return {
    characters: text.length,
    plainCharacters: plain.length,
    words: words(text).length,
    greedyEdits: editDistance(text, greedy),
    greedyPlainEdits: editDistance(plain, plainGreedy),
    greedyWordEdits: editDistance(words(text), words(greedy)),
    edits: editDistance(text, read),
    plainEdits: editDistance(plain, plainRead),
    wordEdits: editDistance(words(text), words(read)),
    keywords: keywords.length,
    greedyKeywords: recallOf(plainGreedy, []).first,
    firstKeywords: recall.first,
    tenKeywords: recall.withAlternatives,
    charactersRead: sure.length,
    unmarked: sure.filter(Boolean).length,
    unmarkedWrong: sure.filter((isSure, i) => isSure && !rights[i]).length,
  };
}
