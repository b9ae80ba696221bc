export interface WatchOptions<T> {
  /** Event name. */
  type: string;
  /** The facts after the last query and after each further one, until it returns undefined. */
  facts: AsyncIterable<T>;
  isDone: (facts: T) => boolean;
  /** Silence after which a `ping` is sent, ms. */
  pingMs?: number;
}

/**
 * The text of a stream of server-sent events with the same facts as polling: one event immediately,
 * one after each change, `ping` after a period of silence, `end` after the last change.
 */
export async function* eventStream<T>({
  type,
  facts,
  isDone,
  pingMs = 15_000,
}: WatchOptions<T>): AsyncGenerator<string> {
  let shown = '';
  let sentAt = performance.now();
  for await (const seen of facts) {
    const now = JSON.stringify(seen);
    if (now !== shown) yield event(type, now);
    else if (performance.now() - sentAt >= pingMs) yield event('ping', '{}');
    else continue;
    shown = now;
    sentAt = performance.now();
    if (isDone(seen)) {
      yield event('end', '{}');
      return;
    }
  }
}

/** Our JSON contains no line breaks, so one data line is enough. */
function event(type: string, data: string): string {
  return `event: ${type}\ndata: ${data}\n\n`;
}
