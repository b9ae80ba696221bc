import { processCpuMs, threadCpuMs } from './processor-time.js';

/** How much is looked at, and how often. */
const tickMs = 500;
/**
 * So many looks in a row without any progress: hung. Looks are counted, not seconds, so that a
 * process that is itself held up counts none.
 */
const maxStillTicks = 120;
/** Less than this in one look is no progress of the thread, ms. */
const minOwnMs = 0.5;
/** Less than this of the threads that nobody owns is housekeeping, ms. */
const minSharedMs = 20;
/** Weight of one look in the pace. */
const paceWeight = 0.05;

/** Work under way in one thread. */
export interface MeteredWork {
  /** The kernel's number of its thread; 0 as long as it is not known. */
  threadId(): number;
  /** Processor time that it may take, ms. */
  budgetMs: number;
  /** Told once, when the budget is used up. */
  onUsedUp(): void;
  /** Told once, when the work makes no progress at all any more. */
  onHung(): void;
}

interface Account {
  work: MeteredWork;
  usedMs: number;
  /** Of the thread, at the last look. */
  threadMs?: number | undefined;
  stillTicks: number;
}

/** What the meter reads; tests bring their own. */
export interface Clocks {
  process(): number;
  thread(id: number): number | undefined;
  wall(): number;
}

const realClocks: Clocks = { process: processCpuMs, thread: threadCpuMs, wall: () => performance.now() };

/**
 * Counts the processor time of work in threads: of its own thread, and an equal share of what the
 * process's other threads take (libvips and the garbage collector have threads of their own, which
 * belong to no work by name). A busy machine is slow by the clock, and costs no more processor
 * time. Where the system does not tell threads apart, each work gets an equal share of everything.
 */
export class ProcessorMeter {
  readonly #accounts = new Set<Account>();
  readonly #clocks: Clocks;
  #timer: NodeJS.Timeout | undefined;
  #last = { process: 0, main: 0, wall: 0 };
  #pace = 1;

  constructor(clocks: Clocks = realClocks) {
    this.#clocks = clocks;
  }

  /**
   * Share of a processor that work got lately, 0 to 1: 1 on an idle machine, 0.1 where ten threads
   * want each processor.
   */
  get pace(): number {
    return this.#pace;
  }

  /** Counts from now on; the returned function ends it and tells the processor time, ms. */
  start(work: MeteredWork): () => number {
    const account: Account = { work, usedMs: 0, stillTicks: 0 };
    if (this.#accounts.size === 0) this.#begin();
    this.#accounts.add(account);
    return () => {
      this.#accounts.delete(account);
      if (this.#accounts.size === 0) clearInterval(this.#timer);
      return account.usedMs;
    };
  }

  #begin(): void {
    this.#last = this.#read();
    this.#timer = setInterval(() => this.tick(), tickMs);
    this.#timer.unref();
  }

  #read() {
    const { process: ofProcess, thread, wall } = this.#clocks;
    return { process: ofProcess(), main: thread(process.pid) ?? 0, wall: wall() };
  }

  /** One look at everything; the timer calls it. */
  tick(): void {
    const now = this.#read();
    const wallMs = now.wall - this.#last.wall;
    let unownedMs = now.process - this.#last.process - (now.main - this.#last.main);
    const own = new Map<Account, number>();
    for (const account of this.#accounts) {
      const threadMs = this.#clocks.thread(account.work.threadId());
      const ownMs = threadMs === undefined || account.threadMs === undefined ? 0 : threadMs - account.threadMs;
      account.threadMs = threadMs;
      own.set(account, ownMs);
      unownedMs -= ownMs;
    }
    this.#last = now;
    const sharedMs = Math.max(0, unownedMs) / this.#accounts.size;
    for (const [account, ownMs] of own) this.#add(account, ownMs, sharedMs, wallMs);
  }

  #add(account: Account, ownMs: number, sharedMs: number, wallMs: number): void {
    const { work } = account;
    account.usedMs += ownMs + sharedMs;
    const moves = ownMs >= minOwnMs || sharedMs >= minSharedMs;
    account.stillTicks = moves ? 0 : account.stillTicks + 1;
    if (moves && wallMs > 0) this.#pace += paceWeight * (Math.min(1, (ownMs + sharedMs) / wallMs) - this.#pace);
    if (account.usedMs > work.budgetMs) this.#end(account, work.onUsedUp);
    else if (account.stillTicks >= maxStillTicks) this.#end(account, work.onHung);
  }

  #end(account: Account, tell: () => void): void {
    account.work = { ...account.work, budgetMs: Number.POSITIVE_INFINITY, onHung: () => undefined };
    tell();
  }
}
