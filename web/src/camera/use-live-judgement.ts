import { type RefObject, useEffect, useState } from 'react';
import { type Judgement, judgePhoto } from './judge-photo.js';
import { viewOf } from './take-photo.js';

/** At most this often, and never more than a quarter of the time of a slow phone. */
const LOOK_EVERY_MS = 350;

export interface LiveJudgement extends Judgement {
  /** Pixels in which the outline is. */
  size: { width: number; height: number };
}

/**
 * What the camera sees just now, judged again and again while `isOn`. The advice changes only when
 * two looks agree, so that it can be read.
 */
export function useLiveJudgement(video: RefObject<HTMLVideoElement | null>, isOn: boolean): LiveJudgement | undefined {
  const [live, setLive] = useState<LiveJudgement>();
  useEffect(() => {
    if (!isOn) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last: Judgement['advice'] | undefined;
    const look = () => {
      const startedAt = performance.now();
      const view = video.current && viewOf(video.current);
      if (view) {
        const seen = { ...judgePhoto(view), size: { width: view.whole.width, height: view.whole.height } };
        const isSteady = seen.advice === last;
        last = seen.advice;
        setLive((before) => {
          if (!before || isSteady) return seen;
          const { fault: _, outline: __, ...kept } = before;
          return {
            ...kept,
            ...(before.fault && { fault: before.fault }),
            ...(seen.outline && { outline: seen.outline }),
          };
        });
      }
      timer = setTimeout(look, Math.max(LOOK_EVERY_MS, 3 * (performance.now() - startedAt)));
    };
    look();
    return () => clearTimeout(timer);
  }, [isOn, video]);
  return live;
}
