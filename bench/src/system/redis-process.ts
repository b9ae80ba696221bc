import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@longhand/core';
import { freePort } from '@longhand/embedded';

/** Whether the machine has redis-server. */
export function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

/** A redis-server on a folder of its own, with an append-only file as in production. */
export class RedisProcess {
  readonly port: number;
  readonly #folder: string;
  #server: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.port = port;
  }

  static async start(folder: string): Promise<RedisProcess> {
    const redis = new RedisProcess(folder, await freePort());
    await redis.restart();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}/0`;
  }

  get pid(): number {
    return this.#server?.pid ?? 0;
  }

  /** Ends it with SIGKILL; with `isEmptied` everything that it held is gone as well. */
  async kill({ isEmptied = false } = {}): Promise<void> {
    const server = this.#server;
    if (server && server.exitCode === null && server.signalCode === null) {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGKILL');
      await ended;
    }
    if (isEmptied) await rm(this.#folder, { recursive: true, force: true });
  }

  /** Starts it (again) on the same port, and returns once it answers. */
  async restart(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const place = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.#folder];
    const keeping = [
      '--appendonly',
      'yes',
      '--appendfsync',
      'everysec',
      '--save',
      '',
      '--maxmemory-policy',
      'noeviction',
    ];
    this.#server = spawn('redis-server', [...place, ...keeping], { stdio: 'ignore' });
    this.#server.once('error', () => undefined);
    for (let tries = 0; tries < 200; tries += 1) {
      if (await answers(this.port)) return;
      await sleep(50);
    }
    throw new AppError('bench.no_redis', 'redis-server does not start: see whether it is installed.');
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.end('PING\r\nQUIT\r\n');
    return Buffer.concat(await socket.toArray()).includes('+PONG');
  } catch {
    return false; // not listening yet
  }
}
