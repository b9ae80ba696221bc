import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { childEnvironment } from '@longhand/config';
import { checkoutDir } from '../checkout-dir.js';
import { processorMsOf } from './processor-time.js';
import type { ServiceLog } from './service-log.js';

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 15_000;
/** A service that ran this long is healthy again: its next crash waits the shortest time. */
const HEALTHY_AFTER_MS = 30_000;
/**
 * The API passes gigabytes on in small pieces, which are garbage at once: a small nursery is
 * cleared often, where V8's own size lets a hundred megabytes of them pile up. V8 also lets the
 * rest of its memory grow in steps that fit the limit: with 512 MB they are small.
 */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  api: ['--max-semi-space-size=2', '--max-old-space-size=512'],
};
/**
 * glibc gives each of many threads an arena of its own, and what image decoders allocate and free
 * in turn leaves them all full of holes: two arenas instead of sixteen keep a worker's memory flat
 * over thousands of pages.
 */
const ALLOCATOR = { MALLOC_ARENA_MAX: '2' };
/**
 * What the API passes on goes back to the system as soon as it is garbage. Workers use such sizes
 * again and again, and keep them.
 */
const API_ALLOCATOR = { ...ALLOCATOR, MALLOC_MMAP_THRESHOLD_: '65536', MALLOC_TRIM_THRESHOLD_: '131072' };
const STOP_TIMEOUT_MS = 20_000;

export interface SupervisedServiceOptions {
  name: string;
  env: Readonly<Record<string, string>>;
  log: ServiceLog;
  note(text: string): void;
  /** Called with each new process. */
  onStart(pid: number): void;
}

/**
 * One service as a child process: started again with growing pauses when it crashes, ended with
 * SIGTERM.
 */
export class SupervisedService {
  readonly name: string;
  private readonly options: SupervisedServiceOptions;
  private child: ChildProcess | undefined;
  private crashes = 0;
  private isStopping = false;
  private restart: NodeJS.Timeout | undefined;

  constructor(options: SupervisedServiceOptions) {
    this.name = options.name;
    this.options = options;
  }

  /** Crashes since it last ran for half a minute. */
  get crashCount(): number {
    return this.crashes;
  }

  /**
   * Processor time that the running process has used so far, in milliseconds; 0 where the system
   * does not tell (it is read from /proc).
   */
  processorMs(): number {
    return this.child?.pid === undefined ? 0 : processorMsOf(this.child.pid);
  }

  start(): void {
    const { name, env, log, onStart } = this.options;
    const followParent = new URL('../../dist/system/follow-parent.js', import.meta.url);
    const startedAt = Date.now();
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', ...(FLAGS[name] ?? []), '--import', followParent.href, entryOf(name)],
      {
        cwd: checkoutDir,
        env: childEnvironment({ ...(this.name === 'api' ? API_ALLOCATOR : ALLOCATOR), ...env }),
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        // Its own process group: Ctrl-C reaches the launcher alone, which ends the services in
        // order.
        detached: true,
      },
    );
    this.child = child;
    if (child.stdout) log.follow(name, child.stdout);
    if (child.stderr) log.follow(name, child.stderr);
    if (child.pid !== undefined) onStart(child.pid);
    let isOver = false;
    const over = (reason: string) => {
      if (isOver) return;
      isOver = true;
      this.afterEnd(reason, Date.now() - startedAt);
    };
    child.once('error', (error) => over(error.message));
    child.once('exit', (code, signal) => over(signal ?? `exit code ${code}`));
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.restart);
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const impatient = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(impatient);
  }

  private afterEnd(reason: string, livedMs: number): void {
    if (this.isStopping) return;
    this.crashes = livedMs >= HEALTHY_AFTER_MS ? 1 : this.crashes + 1;
    const pauseMs = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (this.crashes - 1));
    this.options.note(`${this.name} ended (${reason}); restarting in ${pauseMs / 1000} s`);
    this.restart = setTimeout(() => this.start(), pauseMs);
  }
}

function entryOf(name: string): string {
  return join(checkoutDir, 'services', name, 'dist', 'main.js');
}
