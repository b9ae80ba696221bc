import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { AppError } from '@longhand/core';
import { migrateDeploy, openDatabase } from '@longhand/db';
import { type EmbeddedPostgres, freePort, startPostgres } from '@longhand/embedded';
import { createLogger } from '@longhand/log';
import { BenchClient } from './bench-client.js';
import { RedisProcess } from './redis-process.js';
import { ServiceProcess } from './service-process.js';

const migrations = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));
const database = { password: 'bench', database: 'longhand' };

export interface BenchSystemOptions {
  /** Everything that the system keeps; made when missing. */
  folder: string;
  /** What the services say; `logs` in the folder when left out. */
  logs?: string;
  queue: 'redis' | 'postgres';
  preprocessWorkers?: number;
  ocrWorkers?: number;
  /** More settings of the services. */
  env?: Readonly<Record<string, string>>;
  /** Node's own options for every service. */
  execArgv?: readonly string[];
}

/**
 * A whole system of real processes on one folder: PostgreSQL, Redis when asked for, API and
 * workers.
 */
export class BenchSystem {
  readonly folder: string;
  readonly services: ServiceProcess[] = [];
  redis: RedisProcess | undefined;
  client!: BenchClient;
  #postgres!: EmbeddedPostgres;
  #isPostgresGone = false;
  readonly #options: BenchSystemOptions;

  private constructor(options: BenchSystemOptions) {
    this.#options = options;
    this.folder = options.folder;
  }

  static async start(options: BenchSystemOptions): Promise<BenchSystem> {
    const system = new BenchSystem(options);
    try {
      await system.#open();
      return system;
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  get databaseUrl(): string {
    return this.#postgres.url;
  }

  get queueUrl(): string {
    return this.redis?.url ?? this.databaseUrl;
  }

  get storageUrl(): string {
    return pathToFileURL(join(this.folder, 'objects')).href;
  }

  get postgresPid(): number {
    return this.#postgres.pid;
  }

  /** Whether PostgreSQL has ended, by itself or not. */
  get isPostgresGone(): boolean {
    return this.#isPostgresGone;
  }

  servicesOf(kind: string): ServiceProcess[] {
    return this.services.filter((service) => service.kind === kind);
  }

  /** Ends PostgreSQL, in order or as by SIGKILL. */
  async stopPostgres({ isKilled = false } = {}): Promise<void> {
    if (isKilled) process.kill(this.#postgres.pid, 'SIGKILL');
    else await this.#postgres.stop();
    await this.#postgres.ended;
  }

  /** Starts PostgreSQL again on the same port and data. */
  async startPostgres(): Promise<void> {
    const { port } = this.#postgres;
    this.#follow(await startPostgres({ dataDir: join(this.folder, 'postgres'), port, ...database }));
  }

  #follow(server: EmbeddedPostgres): void {
    this.#postgres = server;
    this.#isPostgresGone = false;
    void server.ended.then(() => {
      if (this.#postgres === server) this.#isPostgresGone = true;
    });
  }

  /** Waits until the API says that everything is up and every worker of now has reported. */
  async untilReady(withinMs = 120_000): Promise<void> {
    const deadline = performance.now() + withinMs;
    const workers = this.services.length - this.servicesOf('api').length;
    while (performance.now() < deadline) {
      const response = await this.client.call('/health/ready');
      const body = response?.status === 200 ? ((await response.json()) as { workers: unknown[] }) : undefined;
      if (body && body.workers.length >= workers) return;
      await sleep(200);
    }
    throw new AppError(
      'bench.not_ready',
      `The system did not come up: see ${this.#options.logs ?? join(this.folder, 'logs')}.`,
    );
  }

  /** Ends everything; safe to call twice. */
  async stop(): Promise<void> {
    await Promise.all(this.services.map((service) => service.stop()));
    await this.redis?.kill();
    await this.#postgres?.stop();
  }

  async #open(): Promise<void> {
    const { folder, queue, preprocessWorkers = 1, ocrWorkers = 1, env = {}, execArgv } = this.#options;
    const { logs = join(folder, 'logs') } = this.#options;
    for (const one of [logs, join(folder, 'objects'), join(folder, 'tmp')]) await mkdir(one, { recursive: true });
    await rm(join(folder, 'redis'), { recursive: true, force: true });
    if (queue === 'redis') this.redis = await RedisProcess.start(join(folder, 'redis'));
    this.#follow(await startPostgres({ dataDir: join(folder, 'postgres'), ...database }));
    await migrateDeploy(this.databaseUrl, migrations);
    const port = await freePort();
    this.client = new BenchClient(`http://127.0.0.1:${port}`, await makeKey(this.databaseUrl));
    const settings = {
      DATABASE_URL: this.databaseUrl,
      QUEUE_URL: this.queueUrl,
      STORAGE_URL: this.storageUrl,
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: String(port),
      HEALTH_PORT: '0',
      LOG_LEVEL: 'info',
      HTTP_REQUESTS_PER_MINUTE: '0',
      TMPDIR: join(folder, 'tmp'),
      // As the launcher and the images set it.
      MALLOC_ARENA_MAX: '2',
      ...env,
    };
    const add = (kind: string, count: number) => {
      for (let i = 0; i < count; i += 1) {
        const logFile = join(logs, `${kind}-${i}.log`);
        this.services.push(new ServiceProcess({ kind, env: settings, logFile, ...(execArgv && { execArgv }) }));
      }
    };
    add('api', 1);
    add('preprocess-worker', preprocessWorkers);
    add('ocr-worker', ocrWorkers);
    await this.untilReady();
  }
}

async function makeKey(databaseUrl: string): Promise<string> {
  const db = openDatabase({ url: databaseUrl, pool: 1, log: createLogger({ service: 'bench', level: 'silent' }) });
  try {
    const tenant = await db.tenants.ensure('bench');
    return (await db.apiKeys.create(tenant, 'bench')).key;
  } finally {
    await db.close();
  }
}
