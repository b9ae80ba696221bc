import { characters66 } from './alphabet.js';
import { forTable, type LatticeInput } from './word-lattice.js';
import type { StyleTable } from './word-styles.js';

/** One way through a lattice: window and index of its character, from left to right. */
export interface LatticeStep {
  window: number;
  character: number;
}

export interface LatticePath {
  text: string;
  /** Weight of this reading, in the units of the lattice's total. */
  weight: number;
  steps: LatticeStep[];
}

interface Partial extends LatticeStep {
  /** Weight so far, and with the best possible rest. */
  weight: number;
  promise: number;
  before: Partial | undefined;
}

const maxSteps = 3000;

/**
 * The best `count` readings of a lattice under a style, best first: A* with the exact best
 * remainder as its estimate, so that readings are found in order (Soong and Huang 1991,
 * tree-trellis search). The same text from other windows is a separate reading; stops early on huge
 * words.
 */
export function bestReadings(word: LatticeInput, table: StyleTable, count: number): LatticePath[] {
  const input = forTable(word, table);
  const { evidence, emissions, pieceCount, byFrom, usable } = input;
  const rest = bestRest(input, table);
  const open = new PromiseQueue();
  const push = (before: Partial | undefined, at: number) => {
    for (const window of byFrom[at]) {
      const { characters } = evidence[window];
      for (const character of usable[window]) {
        const into = before
          ? before.weight * table.next[evidence[before.window].characters[before.character]][characters[character]]
          : table.start[characters[character]];
        const weight = into * emissions[window][character];
        const promise = weight * rest[window][character];
        if (promise > 0) open.push({ window, character, weight, promise, before });
      }
    }
  };
  push(undefined, 0);
  const readings: LatticePath[] = [];
  for (let step = 0; step < maxSteps && readings.length < count; step++) {
    const best = open.pop();
    if (!best) break;
    const at = evidence[best.window].window.to;
    if (at < pieceCount) push(best, at);
    else readings.push(readingOf(best, input));
  }
  return readings;
}

function bestRest(input: LatticeInput, { next, end }: StyleTable): Float64Array[] {
  const { evidence, emissions, pieceCount, byFrom, byTo, usable } = input;
  const rest = evidence.map(({ characters }) => new Float64Array(characters.length));
  for (let at = pieceCount; at > 0; at--) {
    for (const v of byTo[at]) {
      for (const j of usable[v]) {
        const before = evidence[v].characters[j];
        let best = at === pieceCount ? end[before] : 0;
        for (const w of byFrom[at])
          for (const k of usable[w])
            best = Math.max(best, next[before][evidence[w].characters[k]] * emissions[w][k] * rest[w][k]);
        rest[v][j] = best;
      }
    }
  }
  return rest;
}

function readingOf(last: Partial, { evidence }: LatticeInput): LatticePath {
  const steps: LatticeStep[] = [];
  for (let at: Partial | undefined = last; at; at = at.before)
    steps.unshift({ window: at.window, character: at.character });
  const text = steps.map(({ window, character }) => characters66[evidence[window].characters[character]]).join('');
  return { text, weight: last.promise, steps };
}

/** A binary heap: the partial reading with the highest promise comes out first. */
class PromiseQueue {
  private readonly heap: Partial[] = [];

  push(item: Partial): void {
    const { heap } = this;
    let at = heap.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent].promise >= item.promise) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = item;
  }

  pop(): Partial | undefined {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || last === undefined) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1].promise > heap[child].promise) child++;
      if (heap[child].promise <= last.promise) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return top;
  }
}
