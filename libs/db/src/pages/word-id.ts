import type { RecognisedWord } from '@longhand/core';
import { namedId } from '../words/named-id.js';

/**
 * A UUID that depends on the word and its place alone. Reading a page twice with the same result
 * gives the same ids, and a word that is read differently next time gets another id, so that a
 * correction meant for the old reading cannot land on the new one.
 */
export function wordIdOf(pageId: string, lineNumber: number, number: number, { text, box }: RecognisedWord): string {
  return namedId([pageId, lineNumber, number, text, box.x, box.y, box.width, box.height]);
}
