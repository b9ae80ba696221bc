import type { JobContext } from '@longhand/queue';

export interface CountedStart<T> {
  /** Counts one start more; undefined when there is nothing to do. */
  begin(): Promise<(T & { starts: number }) | undefined>;
  /** Takes the count of the last `begin` back. */
  handBack(): Promise<void>;
}

/**
 * A start that counts no longer once its job's lock is lost. A process that finds the lock lost is
 * alive: it was held up, and did not end because of the work. So only starts of processes that are
 * gone, or stand still at this moment, stay in the count.
 */
export function untilLockLost<T>(
  { begin, handBack }: CountedStart<T>,
  { lockLost, log }: Pick<JobContext, 'lockLost' | 'log'>,
): CountedStart<T> {
  let isCounted = false;
  const takeBack = async (): Promise<void> => {
    if (!isCounted) return;
    isCounted = false;
    await handBack();
  };
  const onLost = (): void => {
    log.warn(
      'another worker may have the job too, because this one was held up; it goes on, and its start does not count',
    );
    takeBack().catch((error: unknown) => log.warn({ err: error }, 'could not take a start back, so it counts'));
  };
  lockLost.addEventListener('abort', onLost, { once: true });
  return {
    async begin() {
      const begun = await begin();
      isCounted = begun !== undefined;
      if (lockLost.aborted) await takeBack();
      return begun;
    },
    handBack: takeBack,
  };
}
