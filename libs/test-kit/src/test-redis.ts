import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@longhand/embedded';

export interface TestRedis {
  /** `redis://...` */
  url: string;
  port: number;
  pid: number;
  /** Throws everything away that it holds. */
  flushAll(): Promise<void>;
  /** Starts the server again on the same port and data, after `kill`. */
  restart(): Promise<void>;
  /** Ends it with SIGKILL. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Whether redis-server is in PATH, so that a test can skip by name. Throws where CI is set, because
 * there it must be.
 */
export function hasRedisServer(env: NodeJS.ProcessEnv): boolean {
  const isThere = spawnSync('redis-server', ['--version']).status === 0;
  if (!isThere && env.CI) throw new Error("redis-server is missing: install the machine's redis-server package.");
  return isThere;
}

/** A Redis of the test's own on a free port, with an append-only file as in production. */
export async function startTestRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'longhand-redis-'));
  const port = await freePort();
  let server = await startServer(folder, port);
  const kill = async (signal: NodeJS.Signals) => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill(signal);
    await ended;
  };
  return {
    url: `redis://:test@127.0.0.1:${port}/0`,
    port,
    get pid() {
      return server.pid as number;
    },
    flushAll: () => send(port, 'FLUSHALL'),
    async restart() {
      server = await startServer(folder, port);
    },
    kill: () => kill('SIGKILL'),
    async stop() {
      await kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function startServer(folder: string, port: number) {
  const persistence = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''];
  const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--requirepass', 'test'];
  const server = spawn(
    'redis-server',
    [...place, ...persistence, '--maxmemory-policy', 'noeviction', '--logfile', ''],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return new Promise<typeof server>((resolve, reject) => {
    let output = '';
    server.stdout.on('data', (chunk) => {
      output = `${output}${chunk}`.slice(-4000);
      if (output.includes('Ready to accept connections')) resolve(server);
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`redis-server ended with ${code}: ${output}`)));
  });
}

/** One command over a connection of its own, in Redis's inline form. */
async function send(port: number, command: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.end(`AUTH test\r\n${command}\r\nQUIT\r\n`);
  const answer = Buffer.concat(await socket.toArray()).toString();
  if (answer.split('+OK').length < 4) throw new Error(`redis-server answered ${answer}`);
}
