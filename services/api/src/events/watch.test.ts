import { describe, expect, it } from 'vitest';
import { eventStream } from './watch.js';

async function collect(stream: AsyncIterable<string>): Promise<string[]> {
  const events: string[] = [];
  for await (const event of stream) events.push(event.trimEnd());
  return events;
}

async function* looks<T>(states: readonly T[], everyMs = 0): AsyncGenerator<T> {
  for (const state of states) {
    await new Promise((resolve) => setTimeout(resolve, everyMs));
    yield state;
  }
}

describe('watch', () => {
  it('sends the facts at once, after each change and never twice, then ends', async () => {
    const facts = looks([1, 1, 1, 2, 2, 3, 4].map((n) => ({ n })));
    expect(await collect(eventStream({ type: 'batch', facts, isDone: ({ n }) => n === 3 }))).toEqual([
      'event: batch\ndata: {"n":1}',
      'event: batch\ndata: {"n":2}',
      'event: batch\ndata: {"n":3}',
      'event: end\ndata: {}',
    ]);
  });

  it('sends one event and ends where nothing is left to do', async () => {
    const facts = looks(['text\nof two lines']);
    expect(await collect(eventStream({ type: 'batch', facts, isDone: () => true }))).toEqual([
      'event: batch\ndata: "text\\nof two lines"',
      'event: end\ndata: {}',
    ]);
  });

  it('pings when nothing happens', async () => {
    const facts = looks([0, 0, 0], 10);
    const events = await collect(eventStream({ type: 'batch', facts, isDone: () => false, pingMs: 5 }));
    expect(events.map((event) => event.split('\n')[0])).toEqual(['event: batch', 'event: ping', 'event: ping']);
  });
});
