import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Config, isGiven } from '@longhand/config';
import { checkoutDir } from '../checkout-dir.js';
import { CliError } from '../cli-error.js';
import { keptSecret, lockDataDir, removeSystemRecord, type SystemRecord, writeSystemRecord } from './data-dir.js';
import { keepDatabase } from './keep-database.js';
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
  /** Rejects when a part has ended and cannot be started again. */
  broken: Promise<never>;
  /** Ends the services, then the database; safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts database, API and workers on one data folder, and waits until all are ready. Whatever
 * fails, nothing stays behind.
 */
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
    const database = await openDatabaseServer(options, cleanups);
    signal.throwIfAborted();
    const apiKey = await prepareDatabase({ databaseUrl: database.url, tenant: options.tenant, dataDir });
    const port = await pickPort(config.http.host, config.http.port);
    if (config.http.port !== 0 && port !== config.http.port)
      note(`Port ${config.http.port} is in use, so the API listens on ${port}.`);
    const record: SystemRecord = {
      pid: process.pid,
      url: urlOf(config.http.host, port),
      apiKey,
      databaseUrl: database.url,
      services: {},
    };
    cleanups.push(() => removeSystemRecord(dataDir));
    const sealing = await sealingOf({ config, dataDir, mayCreate: true });
    if (!sealing.key && !sealing.keyFile) note('Files are stored unencrypted. Set STORAGE_KEY to encrypt them.');
    const env = {
      ...serviceEnvironment(config, dataDir, await serviceLogins(config, dataDir, database.url), port),
      ...(sealing.keyFile && { STORAGE_KEY_FILE: sealing.keyFile }),
    };
    const services = startServices(options, env, record);
    cleanups.push(async () => void (await Promise.all(services.map((service) => service.stop()))));
    await untilReady({ url: record.url, services, tail: () => options.log.tail(), signal });
    await writeSystemRecord(dataDir, record);
    if (config.backup.dir) {
      const { startBackupSchedule } = await import('../backup/backup-schedule.js');
      const schedule = await startBackupSchedule({ config, dataDir, databaseUrl: database.url, note });
      cleanups.push(() => schedule.close());
    }
    return { url: record.url, apiKey, broken: database.broken, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openDatabaseServer(
  { config, dataDir, note }: SystemOptions,
  cleanups: (() => Promise<void> | void)[],
): Promise<{ url: string; broken: Promise<never> }> {
  if (isGiven('DATABASE_URL')) return { url: config.databaseUrl, broken: new Promise(() => {}) };
  const { startPostgres } = await import('@longhand/embedded');
  const password = await keptSecret(dataDir, 'postgres-password');
  const folder = join(dataDir, 'postgres');
  const database = await keepDatabase(
    (port) => startPostgres({ dataDir: folder, password, database: 'longhand', ...(port !== undefined && { port }) }),
    note,
  );
  cleanups.push(() => database.stop());
  return database;
}

/**
 * What the services log in with: in our own server with logins that own no record, in somebody
 * else's as the settings say.
 */
async function serviceLogins(
  config: Config,
  dataDir: string,
  ownerUrl: string,
): Promise<{ databaseUrl: string; queueUrl: string }> {
  if (isGiven('DATABASE_URL'))
    return { databaseUrl: ownerUrl, queueUrl: isGiven('QUEUE_URL') ? config.queueUrl : ownerUrl };
  const { ensureQueueRole, ensureServiceRole } = await import('@longhand/db');
  const { QUEUE_SCHEMA } = await import('@longhand/queue');
  const loginAs = async (name: string, secret: string): Promise<string> =>
    Object.assign(new URL(ownerUrl), { username: name, password: await keptSecret(dataDir, secret) }).href;
  const databaseUrl = await loginAs('longhand_service', 'service-password');
  await ensureServiceRole(ownerUrl, databaseUrl);
  if (isGiven('QUEUE_URL')) return { databaseUrl, queueUrl: config.queueUrl };
  const queueUrl = await loginAs('longhand_queue', 'queue-password');
  await ensureQueueRole(ownerUrl, queueUrl, QUEUE_SCHEMA);
  return { databaseUrl, queueUrl };
}

function serviceEnvironment(
  config: Config,
  dataDir: string,
  { databaseUrl, queueUrl }: { databaseUrl: string; queueUrl: string },
  port: number,
): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    QUEUE_URL: queueUrl,
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
  throw new CliError(`${missing.join(', ')} is not built. Run ./longhand from the checkout to build it.`);
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
  if (failures.length > 0) throw new AggregateError(failures, 'not everything could be stopped');
}

const urlOf = (host: string, port: number): string =>
  `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`;
