import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiProblem } from './api-problem.js';
import { watchEvents } from './watch-events.js';

interface LiveOptions<T> {
  queryKey: readonly unknown[];
  /** Asks for the facts as they are now. */
  read: () => Promise<T>;
  /** Address of the events, whose data are the same facts. */
  events: string;
  eventType: string;
  isDone: (facts: T) => boolean;
}

const POLL_MS = 2000;

/**
 * Facts that follow what happens on the server: by events, and by asking every two seconds where
 * events do not come through.
 */
export function useLive<T>({ queryKey, read, events, eventType, isDone }: LiveOptions<T>) {
  const client = useQueryClient();
  const [isPolling, setPolling] = useState(false);
  const query = useQuery({
    queryKey,
    queryFn: read,
    refetchInterval: ({ state }) => (isPolling && state.data && !isDone(state.data as T) ? POLL_MS : false),
  });
  const isWatched = query.data !== undefined && !isDone(query.data);
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    if (!isWatched) return undefined;
    const stop = new AbortController();
    const take = (type: string, data: unknown) => {
      if (type !== eventType) return;
      setPolling(false);
      client.setQueryData(JSON.parse(key), data);
    };
    watchEvents(events, stop.signal, take).then(
      (isEnded) => isEnded || setPolling(true),
      (error: unknown) => {
        if (stop.signal.aborted) return;
        // Where there is nothing to watch any more, asking once more tells why.
        if (error instanceof ApiProblem && !error.isPassing)
          void client.invalidateQueries({ queryKey: JSON.parse(key) });
        setPolling(true);
      },
    );
    return () => stop.abort();
  }, [isWatched, events, eventType, key, client]);
  return query;
}
