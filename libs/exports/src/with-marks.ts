import type { PageView, WordView } from '@longhand/contracts';
import { type Marks, markText } from '@longhand/core';

/**
 * The page with the wanted marks in its words, for formats that show words but cannot say how sure
 * each is.
 */
export function withMarks(page: PageView, marks: Marks): PageView {
  const marked = (word: WordView): WordView => {
    // A person has settled it.
    const uncertain = word.uncertain && word.correctedAt === undefined;
    return { ...word, text: markText({ ...word, uncertain }, marks) };
  };
  return { ...page, lines: page.lines.map((line) => ({ ...line, words: line.words.map(marked) })) };
}
