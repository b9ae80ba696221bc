import type { ApiClient } from './api-client.js';

const MIN_LENGTH = 5;

/**
 * The word of these documents that the reader is most certain of: only letters, five or more.
 * Undefined when there is none.
 */
export async function pickCertainWord(client: ApiClient, documentIds: readonly string[]): Promise<string | undefined> {
  let best: { text: string; confidence: number } | undefined;
  for (const documentId of documentIds) {
    const { pages } = await client.document(documentId);
    for (const { number, status } of pages) {
      if (status !== 'recognised') continue;
      const { lines } = await client.page(documentId, number);
      for (const word of lines.flatMap((line) => line.words)) {
        if (word.uncertain || !isWord(word.text)) continue;
        if (!best || word.confidence > best.confidence) best = word;
      }
    }
  }
  return best?.text;
}

const isWord = (text: string): boolean => text.length >= MIN_LENGTH && /^\p{L}+$/u.test(text);
