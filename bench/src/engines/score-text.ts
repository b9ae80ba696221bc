import { ASCII, editDistance, foldText, keywordRecall, keywordsOf, type TruePage } from '@longhand/training';

export interface TextScore {
  /** Share of the page's keywords that were read, whatever their order. */
  recall: number;
  edits: number;
  characters: number;
}

/** Of the ground truth: page codes and lines that are struck out are no text of the page. */
const LEFT_OUT = /^wikitexte_|^>.*<$/;
/** Marks of the transcription: struck-out words and superscripts. */
const STRUCK = />[^<]*<|[\^]/g;

/**
 * Compares what was read with the ground truth, both with accents folded: engines differ in which
 * they can write.
 */
export function scoreText(read: string, { lines }: Pick<TruePage, 'lines'>): TextScore {
  const kept = lines.map(({ text }) => text).filter((text) => !LEFT_OUT.test(text));
  const keywords = (texts: readonly string[]) => texts.flatMap((text) => keywordsOf(foldText(text, ASCII)));
  const { first } = keywordRecall([{ truth: keywords(kept), read: keywords(read.split('\n')), alternatives: [] }]);
  const truth = foldText(kept.map((text) => text.replace(STRUCK, '')).join(' '), ASCII);
  const edits = editDistance(truth, foldText(read.split(/\s+/).join(' '), ASCII));
  return { recall: first, edits, characters: truth.length };
}
