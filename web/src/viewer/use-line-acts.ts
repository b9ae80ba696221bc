import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf, type Box, type Line } from '../api/client.js';

interface PageOfDocument {
  documentId: string;
  page: number;
}

type OnLine = PageOfDocument & { lineId: string };

const pathOf = ({ documentId, page }: PageOfDocument) => ({ id: documentId, number: page });
const linePathOf = (line: OnLine) => ({ params: { path: { ...pathOf(line), lineId: line.lineId } } });

/** Runs an act on the lines of a page; whatever shows the page or searches it asks again. */
function useAct<A extends PageOfDocument, T>(act: (input: A) => Promise<T>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: async (_, __, { documentId, page }) => {
      const stale = [['search'], ['document', documentId], ['page', documentId, page]];
      await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
}

export const useAddLine = () =>
  useAct((line: PageOfDocument & { box: Box; text: string }) =>
    bodyOf<Line>(
      api.POST('/v1/documents/{id}/pages/{number}/lines', {
        params: { path: pathOf(line) },
        body: { box: line.box, text: line.text },
      }),
    ),
  );

export const useMoveLine = () =>
  useAct((line: OnLine & { after: string | null }) =>
    bodyOf<Line>(
      api.PATCH('/v1/documents/{id}/pages/{number}/lines/{lineId}', {
        ...linePathOf(line),
        body: { after: line.after },
      }),
    ),
  );

export const useDeleteLine = () =>
  useAct((line: OnLine) => bodyOf(api.DELETE('/v1/documents/{id}/pages/{number}/lines/{lineId}', linePathOf(line))));

export const useRestoreLine = () =>
  useAct((line: OnLine) =>
    bodyOf<Line>(api.POST('/v1/documents/{id}/pages/{number}/lines/{lineId}/restore', linePathOf(line))),
  );

/** Takes back the last correction of a word; one that was deleted comes back. */
export const useUndoCorrection = () =>
  useAct((word: PageOfDocument & { wordId: string }) =>
    bodyOf(
      api.DELETE('/v1/documents/{id}/pages/{number}/words/{wordId}/correction', {
        params: { path: { ...pathOf(word), wordId: word.wordId } },
      }),
    ),
  );
