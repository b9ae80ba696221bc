import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Config, isGiven } from '@longhand/config';
import { checkoutDir } from '../checkout-dir.js';
import { CliError } from '../cli-error.js';
import { keptSecret, lockDataDir, removeSystemRecord, type SystemRecord, writeSystemRecord } from './data-dir.js';
import { sealingOf } from './open-store.js';
import { pickPort } from './pick-port.js';
import { prepareDatabase } from './prepare-database.js';
import type { ServiceLog } from './service-log.js';
import { SupervisedService } from './supervised-service.js';
import { untilReady } from './until-ready.js';

const SERVICES = ['api', 'preprocess-worker', 'ocr-worker'];

export interface SystemOptions {
  config: Config;
  dataDir: string;
  /** Name of the tenant whose key is made. */
  tenant: string;
  log: ServiceLog;
  note(text: string): void;
  signal: AbortSignal;
}

export interface RunningSystem {
  url: string;
  apiKey: string;
  /** Rejects when a part that cannot be started again (the database) ends by itself. */
  broken: Promise<never>;
  /** Ends the services, then the database; safe to call twice. */
  stop(): Promise<void>;
}

/** Starts database, API and workers on one data folder, and waits until all are ready. Whatever fails, nothing stays behind. */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  const { dataDir, config, note, signal } = options;
  const cleanups: (() => Promise<void> | void)[] = [];
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= runInReverse(cleanups);
    return stopping;
  };
  requireBuilt();
  try {
    cleanups.push(await lockDataDir(dataDir));
    const database = await openDatabaseServer(config, dataDir, cleanups);
    signal.throwIfAborted();
    const apiKey = await prepareDatabase({ databaseUrl: database.url, tenant: options.tenant, dataDir });
    const port = await pickPort(config.http.host, config.http.port);
    if (config.http.port !== 0 && port !== config.http.port)
      note(`Port ${config.http.port} is in use: the API listens on ${port}.`);
    const record: SystemRecord = {
      pid: process.pid,
      url: urlOf(config.http.host, port),
      apiKey,
      databaseUrl: database.url,
      services: {},
    };
    cleanups.push(() => removeSystemRecord(dataDir));
    const sealing = await sealingOf({ config, dataDir, mayCreate: true });
    if (!sealing.key && !sealing.keyFile) note('Files are stored as they are: set STORAGE_KEY to encrypt them.');
    const env = {
      ...serviceEnvironment(config, dataDir, database.url, port),
      ...(sealing.keyFile && { STORAGE_KEY_FILE: sealing.keyFile }),
    };
    const services = startServices(options, env, record);
    cleanups.push(async () => void (await Promise.all(services.map((service) => service.stop()))));
    await untilReady({ url: record.url, services, tail: () => options.log.tail(), signal });
    await writeSystemRecord(dataDir, record);
    const broken = database.ended.then(() =>
      Promise.reject(new CliError('the database ended by itself: start again, the data folder keeps everything.')),
    );
    broken.catch(() => {}); // whoever runs the system races against it; ending it on purpose is not news
    return { url: record.url, apiKey, broken, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface DatabaseServer {
  url: string;
  ended: Promise<void>;
}

async function openDatabaseServer(
  config: Config,
  dataDir: string,
  cleanups: (() => Promise<void> | void)[],
): Promise<DatabaseServer> {
  if (isGiven('DATABASE_URL')) return { url: config.databaseUrl, ended: new Promise(() => {}) };
  const { startPostgres } = await import('@longhand/embedded');
  const password = await keptSecret(dataDir, 'postgres-password');
  const server = await startPostgres({ dataDir: join(dataDir, 'postgres'), password, database: 'longhand' });
  cleanups.push(() => server.stop());
  return server;
}

function serviceEnvironment(
  config: Config,
  dataDir: string,
  databaseUrl: string,
  port: number,
): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    QUEUE_URL: isGiven('QUEUE_URL') ? config.queueUrl : databaseUrl,
    STORAGE_URL: isGiven('STORAGE_URL') ? config.storageUrl : pathToFileURL(join(dataDir, 'objects')).href,
    HTTP_HOST: config.http.host,
    HTTP_PORT: String(port),
    HEALTH_PORT: '0', // two workers on one machine cannot share a port
  };
}

function startServices(options: SystemOptions, env: Record<string, string>, record: SystemRecord): SupervisedService[] {
  const services = SERVICES.map(
    (name) =>
      new SupervisedService({
        name,
        env,
        log: options.log,
        note: options.note,
        onStart: (pid) => {
          const isRestart = name in record.services;
          record.services[name] = pid;
          if (isRestart)
            writeSystemRecord(options.dataDir, record).catch((error: Error) =>
              options.note(`system.json: ${error.message}`),
            );
        },
      }),
  );
  for (const service of services) service.start();
  return services;
}

function requireBuilt(): void {
  const missing = SERVICES.filter((name) => !existsSync(join(checkoutDir, 'services', name, 'dist', 'main.js')));
  if (missing.length === 0) return;
  throw new CliError(`${missing.join(', ')} is not built: run ./longhand from the checkout, which builds it.`);
}

async function runInReverse(cleanups: (() => Promise<void> | void)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const cleanup of cleanups.reverse()) {
    try {
      await cleanup();
    } catch (error) {
      failures.push(error); // the others must still run
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'not everything could be taken down');
}

const urlOf = (host: string, port: number): string =>
  `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`;
