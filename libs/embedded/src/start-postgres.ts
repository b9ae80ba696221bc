import { type ChildProcess, spawn } from 'node:child_process';
import { AppError } from '@longhand/core';
import pg from 'pg';
import { createDataDir, DATABASE_USER } from './create-data-dir.js';
import { freePort } from './free-port.js';
import { postgresBinaries } from './postgres-binaries.js';
import { stopPreviousServer } from './stop-previous-server.js';
import { unprivilegedCommand } from './unprivileged-command.js';

/**
 * A long recovery reports its progress every ten seconds: this limit is for silence, not for the
 * total time.
 */
const MAX_SILENCE_MS = 120_000;
const STOP_TIMEOUT_MS = 15_000;

export interface PostgresOptions {
  /** Folder used only by this server; created if missing. */
  dataDir: string;
  /** Port on 127.0.0.1; any free port if missing. */
  port?: number;
  /** Set when the data directory is created: store it next to the folder. */
  password: string;
  /** Created if missing. */
  database: string;
  /** More settings of the server, such as `{ fsync: 'off' }` in tests. */
  settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  url: string;
  port: number;
  pid: number;
  /** Settles when the server has ended, for whatever reason. */
  ended: Promise<void>;
  /** Ends every connection and the server; safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL 18 that npm installed, as root or as an ordinary user. If a killed parent
 * left a server on the same data directory, it is stopped first. Takes about 2 s the first time,
 * 0.1 s afterwards.
 * @throws AppError `embedded.*` with a sentence that says what to do instead
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, password, database } = options;
  const { initdb, postgres } = postgresBinaries();
  await createDataDir(initdb, dataDir, password);
  await stopPreviousServer(dataDir);
  const port = options.port ?? (await freePort());
  const server = await spawnServer(postgres, dataDir, port, options.settings ?? {});
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = () => stopServer(server, ended);
  const urlOf = (name: string) =>
    `postgres://${DATABASE_USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`;
  try {
    await createDatabase(urlOf('postgres'), database);
  } catch (cause) {
    await stop();
    throw cause;
  }
  return { url: urlOf(database), port, pid: server.pid as number, ended, stop };
}

async function spawnServer(
  postgres: string,
  dataDir: string,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  const all: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    // Errors of statements can quote the values that they tried to write, and these are patient
    // text.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const [program, args] = unprivilegedCommand(postgres, ['-D', dataDir, '-p', String(port), ...flags]);
  // Its own process group: Ctrl-C reaches only the launcher, which lets the workers finish before
  // it stops the database.
  const server = spawn(program, [...args], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  await untilReady(server);
  return server;
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    let isOver = false;
    const settle = (problem?: string) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      said = '';
      if (problem === undefined) resolve();
      else reject(new AppError('embedded.start_failed', `PostgreSQL did not start: ${problem}`));
    };
    const timer = setTimeout(() => {
      server.kill('SIGQUIT');
      settle(`it gave no sign of life for ${MAX_SILENCE_MS / 1000} s.`);
    }, MAX_SILENCE_MS);
    // Read to the end of its life, so that a full pipe never stops the server.
    server.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      if (isOver) return;
      timer.refresh();
      said = (said + chunk).slice(-4000);
      if (said.includes('ready to accept connections')) settle();
    });
    server.once('error', (error) => settle(error.message));
    server.once('exit', (code) => settle(`it ended with ${code}: ${said.trim().split('\n').slice(-3).join(' ')}`));
  });
}

async function createDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  // A connection that breaks between two queries fails the next one; without a listener it would
  // end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (!rowCount) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (cause) {
    if ((cause as { code?: string }).code !== '28P01') throw cause;
    throw new AppError(
      'embedded.wrong_password',
      'The database in the data folder has a different password: its password file was lost or replaced.',
      { cause },
    );
  } finally {
    await client.end();
  }
}

async function stopServer(server: ChildProcess, ended: Promise<void>): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGINT');
  // An immediate shutdown loses nothing that was committed; the next start replays the log.
  const impatient = setTimeout(() => server.kill('SIGQUIT'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(impatient);
}
