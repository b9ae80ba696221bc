import type { PageView, WordView } from '@longhand/contracts';
import { type Marks, markText } from '@longhand/core';

/**
 * The page with the requested marks in its words, for formats that show words without their
 * certainty.
 */
export function withMarks(page: PageView, marks: Marks): PageView {
  const marked = (word: WordView): WordView => {
    // A person has confirmed it.
    const uncertain = word.uncertain && word.correctedAt === undefined;
    return { ...word, text: markText({ ...word, uncertain }, marks) };
  };
  return { ...page, lines: page.lines.map((line) => ({ ...line, words: line.words.map(marked) })) };
}
