import { useEffect } from 'react';

/** Names the page in the browser's title and to screen readers. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Longhand`;
  }, [title]);
}
