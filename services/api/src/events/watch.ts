export interface WatchOptions<T> {
  /** Event name. */
  type: string;
  /** The facts as they are now. Called again and again, one call at a time. */
  read: () => Promise<T>;
  isDone: (facts: T) => boolean;
  /** Ends the stream when the process stops. */
  stop: AbortSignal;
  /** Rest between two looks, ms. */
  everyMs?: number;
  /** Silence after which a `ping` is sent, ms. */
  pingMs?: number;
}

/**
 * The text of a stream of server-sent events with the same facts that polling gives: one event at once, one after each change, `ping` when
 * nothing was sent for a while, `end` after the last change. Reads our own tables and not the queue, whose events may be lost.
 */
export async function* watch<T>(options: WatchOptions<T>): AsyncGenerator<string> {
  const { type, read, isDone, stop, everyMs = 1000, pingMs = 15_000 } = options;
  let shown = '';
  let sentAt = performance.now();
  while (!stop.aborted) {
    const facts = await read();
    const now = JSON.stringify(facts);
    if (now !== shown) yield event(type, now);
    else if (performance.now() - sentAt >= pingMs) yield event('ping', '{}');
    else {
      await pause(everyMs, stop);
      continue;
    }
    shown = now;
    sentAt = performance.now();
    if (isDone(facts)) {
      yield event('end', '{}');
      return;
    }
  }
}

/** JSON has no line ends of its own, so one data line is enough. */
function event(type: string, data: string): string {
  return `event: ${type}\ndata: ${data}\n\n`;
}

/** Waits, or ends early when there is nobody left to wait for. */
function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stop.addEventListener('abort', done, { once: true });
  });
}
