import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '@longhand/test-kit';

const checkoutDir = fileURLToPath(new URL('../../', import.meta.url));
const program = join(checkoutDir, 'cli', 'dist', 'main.js');

export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs one command line to its end. */
export function runCli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: tmpdir(), env: cleanEnvironment(env) });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** What the launcher writes down about the system that it runs. */
export interface SystemRecord {
  url: string;
  apiKey: string;
  databaseUrl: string;
  services: Record<string, number>;
}

/**
 * The whole system, started as a person starts it: `longhand up --json` on a data folder of its
 * own.
 */
export class LaunchedSystem {
  readonly dataDir: string;
  readonly url: string;
  readonly apiKey: string;
  readonly launcher: ChildProcess;
  private readonly said: () => string;

  private constructor(
    dataDir: string,
    ready: { url: string; apiKey: string },
    launcher: ChildProcess,
    said: () => string,
  ) {
    this.dataDir = dataDir;
    this.url = ready.url;
    this.apiKey = ready.apiKey;
    this.launcher = launcher;
    this.said = said;
  }

  /** @throws Error with what the launcher said when it ends before it is ready */
  static async start(env: Readonly<Record<string, string>> = {}, dataDir?: string): Promise<LaunchedSystem> {
    const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'longhand-e2e-')));
    const launcher = spawn(process.execPath, [program, 'up', '--json', '--data', folder], {
      cwd: tmpdir(),
      env: cleanEnvironment({ HTTP_PORT: '0', ...env }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    launcher.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said = (said + chunk).slice(-4_000_000);
    });
    const ready = await new Promise<{ url: string; apiKey: string }>((resolve, reject) => {
      let line = '';
      launcher.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        line += chunk;
        if (line.includes('\n')) resolve(JSON.parse(line));
      });
      launcher.once('exit', (code) => reject(new Error(`the launcher ended with ${code}:\n${said.slice(-20_000)}`)));
    });
    return new LaunchedSystem(folder, ready, launcher, () => said);
  }

  /** The last of what the launcher and its services said. */
  get log(): string {
    return this.said();
  }

  record(): SystemRecord {
    return JSON.parse(readFileSync(join(this.dataDir, 'system.json'), 'utf8')) as SystemRecord;
  }

  /** Every process of the system: launcher, services and database. */
  pids(): number[] {
    return [this.launcher.pid as number, ...Object.values(this.record().services), this.databasePid() as number];
  }

  /**
   * Ends it in order and takes its data away. A database whose launcher was killed is waited for:
   * it still writes while it ends.
   * @returns the launcher's exit code
   */
  async stop(): Promise<number | null> {
    const code = await this.end('SIGTERM');
    await until('the database is gone', () => {
      const pid = this.databasePid();
      return pid === undefined || !isAlive(pid);
    });
    // The database's own children may outlive it by a moment.
    await rm(this.dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    return code;
  }

  /** The database's first process; undefined while there is none. */
  databasePid(): number | undefined {
    const lockFile = join(this.dataDir, 'postgres', 'postmaster.pid');
    return existsSync(lockFile) ? Number(readFileSync(lockFile, 'utf8').split('\n')[0]) : undefined;
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.launcher.exitCode !== null || this.launcher.signalCode !== null) return this.launcher.exitCode;
    const ended = new Promise<number | null>((resolve) => this.launcher.once('exit', (code) => resolve(code)));
    this.launcher.kill(signal);
    return ended;
  }
}

/** Settings of the machine that the tests run on must not change what is tested. */
function cleanEnvironment(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const {
    DATABASE_URL: _d,
    QUEUE_URL: _q,
    STORAGE_URL: _s,
    LONGHAND_URL: _u,
    LONGHAND_API_KEY: _k,
    ...rest
  } = process.env;
  return { ...rest, ...env };
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
