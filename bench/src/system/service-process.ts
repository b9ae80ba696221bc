import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '@longhand/config';
import { AppError } from '@longhand/core';

const checkout = fileURLToPath(new URL('../../../', import.meta.url));
/** As `longhand up` does after a first crash. */
const restartAfterMs = 500;

export interface ServiceProcessOptions {
  /** Folder of the service: `api`, `preprocess-worker` or `ocr-worker`. */
  kind: string;
  env: Readonly<Record<string, string>>;
  /** Node's own options. */
  execArgv?: readonly string[];
  /** Everything that it says is added to this file. */
  logFile: string;
}

/** A built service as a process of its own, started again whenever it ends by itself. */
export class ServiceProcess {
  readonly kind: string;
  /** When it last ended without being told to, in ms of performance.now(). */
  lastDeathAt: number | undefined;
  deaths = 0;
  readonly #options: ServiceProcessOptions;
  #child: ChildProcess | undefined;
  #isStopping = false;
  #restart: NodeJS.Timeout | undefined;

  constructor(options: ServiceProcessOptions) {
    this.#options = options;
    this.kind = options.kind;
    this.#start();
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#restart);
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    child.kill('SIGCONT');
    const impatient = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(impatient);
  }

  #start(): void {
    const { kind, env, execArgv = [], logFile } = this.#options;
    const program = join(checkout, 'services', kind, 'dist', 'main.js');
    if (!existsSync(program))
      throw new AppError('bench.not_built', `The ${kind} is not built: run npm run build first.`);
    // So that nothing goes on working when the benchmark itself is killed.
    const follow = ['--import', join(checkout, 'cli', 'dist', 'system', 'follow-parent.js')];
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...follow, ...execArgv, program], {
      env: childEnvironment(env),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    this.#child = child;
    const log = createWriteStream(logFile, { flags: 'a' });
    child.stdout?.pipe(log);
    child.stderr?.pipe(log);
    child.once('exit', () => {
      if (this.#isStopping) return;
      this.deaths += 1;
      this.lastDeathAt = performance.now();
      this.#restart = setTimeout(() => this.#start(), restartAfterMs);
    });
  }
}
