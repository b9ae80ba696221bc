import { type RefObject, useEffect, useState } from 'react';

export type CameraState = 'starting' | 'on' | 'refused' | 'missing';

/** Shows the camera at the back of the phone in a <video>, for as long as the page is open. */
export function useCamera(video: RefObject<HTMLVideoElement | null>): CameraState {
  const [state, setState] = useState<CameraState>('starting');
  useEffect(() => {
    // Browsers offer the camera only over https or on this machine itself.
    if (!navigator.mediaDevices?.getUserMedia) {
      setState('missing');
      return undefined;
    }
    let isOver = false;
    let stream: MediaStream | undefined;
    const wanted = {
      video: { facingMode: 'environment', width: { ideal: 3264 }, height: { ideal: 2448 } },
      audio: false,
    };
    navigator.mediaDevices.getUserMedia(wanted).then(
      (opened) => {
        stream = opened;
        if (isOver || !video.current) {
          stop(opened);
          return;
        }
        const shown = video.current;
        // Before its first frame there is no page to take.
        shown.addEventListener('loadeddata', () => isOver || setState('on'), { once: true });
        shown.srcObject = opened;
      },
      (error: DOMException) => setState(error.name === 'NotAllowedError' ? 'refused' : 'missing'),
    );
    return () => {
      isOver = true;
      if (stream) stop(stream);
    };
  }, [video]);
  return state;
}

const stop = (stream: MediaStream) => {
  for (const track of stream.getTracks()) track.stop();
};
