import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrateDeploy } from '@longhand/db';
import { type EmbeddedPostgres, startPostgres } from '@longhand/embedded';
import pg from 'pg';

const template = 'longhand_template';
const migrationsDir = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

export interface DatabaseBroker {
  /** Base URL: POST / makes a database from the migrated template and answers its URL, DELETE /NAME drops it. */
  url: string;
  close(): Promise<void>;
}

/**
 * Gives test files, which are processes of their own, databases on one PostgreSQL server of this run. The server is started by the first
 * request, so that a run of unit tests costs nothing.
 */
export async function startDatabaseBroker(): Promise<DatabaseBroker> {
  let starting: Promise<Server> | undefined;
  // One at a time: a template cannot be copied by two at once while anybody looks at it.
  let queue: Promise<unknown> = Promise.resolve();
  const broker = createServer((request, response) => {
    starting ??= startServer();
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

async function startServer(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'longhand-test-'));
  const postgres = await startPostgres({
    dataDir: join(folder, 'postgres'),
    password: 'test',
    database: template,
    // Nothing in these databases outlives the run.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
  });
  await migrateDeploy(postgres.url, migrationsDir);
  const urlOf = (database: string) => postgres.url.replace(`/${template}`, `/${database}`);
  const admin = new pg.Client({ connectionString: urlOf('postgres') });
  admin.on('error', () => undefined);
  await admin.connect();
  return { admin, urlOf, stop: () => stopServer(postgres, folder) };
}

async function stopServer(postgres: EmbeddedPostgres, folder: string): Promise<void> {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
