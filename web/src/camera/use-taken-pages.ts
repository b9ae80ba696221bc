import { useEffect, useRef, useState } from 'react';
import { currentKey, ownerOf } from '../api/session.js';
import { KeptPages, type TakenPage } from './kept-pages.js';

/** The photographs of whoever is signed in that are not sent yet, those of an earlier visit too. */
export function useTakenPages() {
  const [pages, setPages] = useState<readonly TakenPage[]>([]);
  const [isKept, setIsKept] = useState(true);
  const kept = useRef<Promise<KeptPages>>(undefined);
  kept.current ??= KeptPages.open();
  const key = currentKey();
  const owner = key ? ownerOf(key) : '';
  useEffect(() => {
    let isGone = false;
    void kept.current
      ?.then((store) => store.of(owner))
      .then((found) => {
        if (!isGone) setPages((taken) => [...found, ...taken.filter(({ id }) => !found.some((one) => one.id === id))]);
      });
    return () => {
      isGone = true;
    };
  }, [owner]);

  return {
    pages,
    /** False once a page could not be kept: it is lost with this tab. */
    isKept,
    async add(page: Omit<TakenPage, 'id'>): Promise<void> {
      // Later pages have larger numbers, also after a reload.
      const taken = { ...page, id: Date.now() * 1000 + Math.floor(Math.random() * 1000) };
      setPages((before) => [...before, taken]);
      if (!(await (await kept.current)?.keep(owner, taken))) setIsKept(false);
    },
    async drop(ids: readonly number[]): Promise<void> {
      setPages((before) => before.filter(({ id }) => !ids.includes(id)));
      await (await kept.current)?.forget(ids);
    },
  };
}
