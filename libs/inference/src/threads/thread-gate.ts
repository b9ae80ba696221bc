import { setTimeout } from 'node:timers/promises';
import { kernelThreadId } from './processor-time.js';

const INSIDE = 0;
const CLOSED = 1;
const THREAD = 2;
/** Native work takes some 10 to 500 ms. */
const stepMs = 5;

/**
 * Keeps a worker thread from being ended inside native code. `worker.terminate()` in the middle of
 * a call into onnxruntime-node aborts the whole process (a Napi::Error that nothing can catch,
 * 1.30.0), so whoever ends a thread closes its gate first. The memory goes to the thread in
 * `workerData`.
 */
export class ThreadGate {
  readonly memory: SharedArrayBuffer;
  private readonly cells: Int32Array;

  constructor(memory = new SharedArrayBuffer(12)) {
    this.memory = memory;
    this.cells = new Int32Array(memory);
  }

  /**
   * In the thread: runs native work. Where the gate is closed the thread is about to end, and the
   * answer never comes.
   */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    // First inside, then the look at the gate, as `close` does it the other way round: one of the
    // two sees the other.
    Atomics.add(this.cells, INSIDE, 1);
    const isClosed = Atomics.load(this.cells, CLOSED) === 1;
    try {
      if (!isClosed) return await work();
    } finally {
      Atomics.sub(this.cells, INSIDE, 1);
    }
    return new Promise(() => {});
  }

  /**
   * The kernel's number of the thread that works behind the gate; 0 before it has come, and where
   * the system does not tell.
   */
  get threadId(): number {
    return Atomics.load(this.cells, THREAD);
  }

  /** In the thread: tells its number. */
  enter(): void {
    Atomics.store(this.cells, THREAD, kernelThreadId());
  }

  /**
   * On the other side: waits until no native work is under way, and lets none begin. Then the
   * thread may be ended.
   */
  async close(): Promise<void> {
    Atomics.store(this.cells, CLOSED, 1);
    while (Atomics.load(this.cells, INSIDE) > 0) await setTimeout(stepMs);
  }
}

let gateOfThisThread = new ThreadGate();

/** In a thread that another one may end: from now on native work goes through this gate. */
export function useThreadGate(memory: SharedArrayBuffer): void {
  gateOfThisThread = new ThreadGate(memory);
  gateOfThisThread.enter();
}

export const threadGate = (): ThreadGate => gateOfThisThread;
