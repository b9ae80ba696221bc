import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrateDeploy } from '@longhand/db';
import { startPostgres } from '@longhand/embedded';
import pg from 'pg';

const template = 'longhand_template';
const migrationsDir = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

export interface DatabaseBroker {
  /**
   * Base URL: POST / makes a database from the migrated template and answers its URL, DELETE /NAME
   * drops it.
   */
  url: string;
  close(): Promise<void>;
}

/** A PostgreSQL server with an empty database; `url` logs in as a superuser. */
export interface DatabaseServer {
  url: string;
  stop(): Promise<void>;
}

/**
 * Gives test files, which are processes of their own, databases on one PostgreSQL server of this
 * run. The server is started by the first request, so that a run of unit tests costs nothing.
 * @param open starts the server with an empty database of this name; PostgreSQL from npm unless
 * told otherwise
 */
export async function startDatabaseBroker(
  open: (database: string) => Promise<DatabaseServer> = openEmbedded,
): Promise<DatabaseBroker> {
  let starting: Promise<Server> | undefined;
  // One at a time: a template cannot be copied by two at once while anybody looks at it.
  let queue: Promise<unknown> = Promise.resolve();
  const broker = createServer((request, response) => {
    starting ??= startServer(open);
    const server = starting;
    const work = queue.then(async () => {
      const { admin, urlOf } = await server;
      if (request.method === 'DELETE') {
        await admin.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(request.url?.slice(1) ?? '')} WITH (FORCE)`);
        return '';
      }
      const name = `test_${randomUUID().replaceAll('-', '')}`;
      await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
      return urlOf(name);
    });
    queue = work.catch(() => undefined);
    work.then(
      (body) => response.writeHead(200).end(body),
      (error) => response.writeHead(500).end(String(error?.stack ?? error)),
    );
  });
  await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(broker.address() as AddressInfo).port}`,
    async close() {
      broker.close();
      broker.closeAllConnections();
      await queue;
      const server = await starting?.catch(() => undefined);
      await server?.stop();
    },
  };
}

interface Server {
  admin: pg.Client;
  urlOf(database: string): string;
  stop(): Promise<void>;
}

async function startServer(open: (database: string) => Promise<DatabaseServer>): Promise<Server> {
  const { url, stop } = await open(template);
  await migrateDeploy(url, migrationsDir);
  const urlOf = (database: string) => url.replace(`/${template}`, `/${database}`);
  const admin = new pg.Client({ connectionString: urlOf('postgres') });
  admin.on('error', () => undefined);
  await admin.connect();
  return { admin, urlOf, stop };
}

async function openEmbedded(database: string): Promise<DatabaseServer> {
  const folder = await mkdtemp(join(tmpdir(), 'longhand-test-'));
  const { url, stop } = await startPostgres({
    dataDir: join(folder, 'postgres'),
    password: 'test',
    database,
    // Nothing in these databases outlives the run.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
  });
  const stopAndRemove = async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url, stop: stopAndRemove };
}
