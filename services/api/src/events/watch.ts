import type { MessageEvent } from '@nestjs/common';
import { Observable, type Subscriber } from 'rxjs';

export interface WatchOptions<T> {
  /** Event name. */
  type: string;
  /** The facts as they are now. Called again and again, one call at a time. */
  read: () => Promise<T>;
  isDone: (facts: T) => boolean;
  /** Ends the stream when the process stops. */
  stop: AbortSignal;
  everyMs?: number;
  pingMs?: number;
}

/**
 * A stream of the same facts that polling gives: one event at once, one after each change, `ping` when nothing was sent for a while, `end`
 * after the last change. Reads our own tables and not the queue, whose events may be lost.
 */
export function watch<T>(options: WatchOptions<T>): Observable<MessageEvent> {
  return new Observable((subscriber) => {
    const gone = new AbortController();
    const stopped = AbortSignal.any([options.stop, gone.signal]);
    follow(options, subscriber, stopped).then(
      () => subscriber.complete(),
      (error) => subscriber.error(error),
    );
    return () => gone.abort();
  });
}

async function follow<T>(options: WatchOptions<T>, subscriber: Subscriber<MessageEvent>, stopped: AbortSignal) {
  const { type, read, isDone, everyMs = 1000, pingMs = 15_000 } = options;
  let shown = '';
  let sentAt = performance.now();
  const send = (event: MessageEvent) => {
    sentAt = performance.now();
    subscriber.next(event);
  };
  while (!stopped.aborted) {
    const facts = await read();
    const now = JSON.stringify(facts);
    if (now !== shown) {
      shown = now;
      send({ type, data: now });
    }
    if (isDone(facts)) {
      send({ type: 'end', data: '{}' });
      return;
    }
    if (performance.now() - sentAt >= pingMs) send({ type: 'ping', data: '{}' });
    await pause(everyMs, stopped);
  }
}

/** Waits, or ends early when there is nobody left to wait for. */
function pause(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stopped.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stopped.addEventListener('abort', done, { once: true });
  });
}
