import { authorisedFetch } from './client.js';

/**
 * Reads a stream of server-sent events, as EventSource would, which cannot send a key.
 * @returns true after the event `end`, false when the stream ended before it
 */
export async function watchEvents(
  path: string,
  signal: AbortSignal,
  onEvent: (type: string, data: unknown) => void,
): Promise<boolean> {
  const response = await authorisedFetch(path, { signal, headers: { accept: 'text/event-stream' } });
  if (!response.body) return false;
  let held = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (held + text).split('\n\n');
    held = events.pop() ?? '';
    for (const event of events) {
      const type = /^event: ?(.*)$/m.exec(event)?.[1] ?? 'message';
      if (type === 'end') return true;
      onEvent(type, JSON.parse(/^data: ?(.*)$/m.exec(event)?.[1] ?? 'null'));
    }
  }
  return false;
}
