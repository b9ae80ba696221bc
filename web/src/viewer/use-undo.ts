import { useEffect, useState } from 'react';
import { useDeleteLine, useRestoreLine, useUndoCorrection } from './use-line-acts.js';

/** Something that a person did on a page and can undo. */
export type UndoableAct =
  | { kind: 'word'; id: string; page: number }
  | { kind: 'added' | 'deleted'; id: string; page: number };

const maxActs = 50;

/**
 * What a person did in the viewer since it was opened, the last first to undo: by the button, or by
 * Ctrl+Z outside of fields that have something to undo themselves.
 */
export function useUndo(documentId: string, onUndone: (act: UndoableAct) => void) {
  const [acts, setActs] = useState<readonly UndoableAct[]>([]);
  const [error, setError] = useState<unknown>();
  const correction = useUndoCorrection();
  const remove = useDeleteLine();
  const restore = useRestoreLine();
  const isPending = correction.isPending || remove.isPending || restore.isPending;

  const undo = async () => {
    const last = acts.at(-1);
    if (!last || isPending) return;
    const { kind, id, page } = last;
    setError(undefined);
    try {
      if (kind === 'word') await correction.mutateAsync({ documentId, page, wordId: id });
      else await (kind === 'added' ? remove : restore).mutateAsync({ documentId, page, lineId: id });
      onUndone(last);
    } catch (problem) {
      setError(problem);
    }
    // What cannot be undone does not stand in the way of what was done before it.
    setActs((all) => all.filter((one) => one !== last));
  };

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      if (acts.length === 0 || isBeingTyped(event.target)) return;
      event.preventDefault();
      if (!event.repeat) void undo();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });

  return {
    canUndo: acts.length > 0,
    isPending,
    error,
    undo: () => void undo(),
    note: (act: UndoableAct) => setActs((all) => [...all, act].slice(-maxActs)),
  };
}

/** A field whose text a person has changed: Ctrl+Z belongs to the browser there. */
function isBeingTyped(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLInputElement) || !['text', 'search'].includes(target.type)) return false;
  return target.value !== (target.dataset.shown ?? '');
}
