import { describe, expect, it } from 'vitest';
import { watch } from './watch.js';

async function collect(stream: AsyncIterable<string>): Promise<string[]> {
  const events: string[] = [];
  for await (const event of stream) events.push(event.trimEnd());
  return events;
}

const running = () => new AbortController().signal;

describe('watch', () => {
  it('sends the facts at once, after each change and never twice, then ends', async () => {
    const states = [1, 1, 1, 2, 2, 3];
    const read = async () => ({ n: states.length > 1 ? (states.shift() as number) : states[0] });
    const events = await collect(
      watch({ type: 'batch', read, isDone: ({ n }) => n === 3, stop: running(), everyMs: 1 }),
    );
    expect(events).toEqual([
      'event: batch\ndata: {"n":1}',
      'event: batch\ndata: {"n":2}',
      'event: batch\ndata: {"n":3}',
      'event: end\ndata: {}',
    ]);
  });

  it('sends one event and ends where nothing is left to do', async () => {
    const options = { type: 'batch', read: async () => 'text\nof two lines', isDone: () => true, stop: running() };
    expect(await collect(watch(options))).toEqual([
      'event: batch\ndata: "text\\nof two lines"',
      'event: end\ndata: {}',
    ]);
  });

  it('pings when nothing happens', async () => {
    const stop = new AbortController();
    const events: string[] = [];
    const options = {
      type: 'batch',
      read: async () => 0,
      isDone: () => false,
      stop: stop.signal,
      everyMs: 1,
      pingMs: 5,
    };
    for await (const event of watch(options)) if (events.push(event) === 3) stop.abort();
    expect(events.map((event) => event.split('\n')[0])).toEqual(['event: batch', 'event: ping', 'event: ping']);
  });

  it('ends at once when the process stops, in the middle of a rest', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 10);
    const options = { type: 'batch', read: async () => 0, isDone: () => false, stop: stop.signal, everyMs: 60_000 };
    expect(await collect(watch(options))).toHaveLength(1);
  });

  it('fails when the facts cannot be read', async () => {
    const read = () => Promise.reject(new Error('no database'));
    await expect(collect(watch({ type: 'batch', read, isDone: () => false, stop: running() }))).rejects.toThrow(
      'no database',
    );
  });
});
