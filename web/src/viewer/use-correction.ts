import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf, type Page } from '../api/client.js';

export interface Correction {
  documentId: string;
  page: number;
  wordId: string;
  /** Empty when there is no word at that place. */
  text: string;
}

/** Corrects a word; what is shown of its page changes at once. */
export function useCorrection() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ documentId, page, wordId, text }: Correction) =>
      bodyOf(
        api.PATCH('/v1/documents/{id}/pages/{number}/words/{wordId}', {
          params: { path: { id: documentId, number: page, wordId } },
          body: { text },
        }),
      ),
    onSuccess: (word, { documentId, page }) => {
      client.setQueriesData<Page>(
        { queryKey: ['page', documentId, page] },
        (shown) =>
          shown && {
            ...shown,
            lines: shown.lines.map((line) => ({
              ...line,
              words: line.words.map((one) => (one.id === word.id ? word : one)),
            })),
          },
      );
      void client.invalidateQueries({ queryKey: ['search'] });
      void client.invalidateQueries({ queryKey: ['page', documentId, page] });
    },
  });
}
