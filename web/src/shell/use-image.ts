import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { authorisedFetch, type Box } from '../api/client.js';

/**
 * A picture of the API for an <img>: fetched with the key, kept in memory only, as patients' papers
 * should be.
 */
export function useImage(path: string | undefined): { url: string | undefined; error: unknown } {
  const { data, error } = useQuery({
    queryKey: ['image', path],
    queryFn: async () => (await authorisedFetch(path ?? '')).blob(),
    enabled: path !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 120_000,
  });
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!data) {
      setUrl(undefined);
      return undefined;
    }
    const made = URL.createObjectURL(data);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  return { url, error };
}

interface PagePart {
  documentId: string;
  page: number;
  box?: Box;
  max: number;
}

/** Where the picture of a page, or of a part of it, is found. */
export function pictureOf({ documentId, page, box, max }: PagePart): string {
  const query = new URLSearchParams({ max: String(max) });
  if (box) query.set('box', [box.x, box.y, box.width, box.height].map(Math.round).join(','));
  return `/v1/documents/${documentId}/pages/${page}/image?${query}`;
}
