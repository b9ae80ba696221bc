import { AppError } from '@longhand/core';
import { afterEach, describe, expect, it } from 'vitest';
import { type HealthServer, startHealthServer } from './health-server.js';

let server: HealthServer | undefined;
afterEach(() => server?.close());

async function ask(path: string): Promise<[number, unknown]> {
  const response = await fetch(`http://127.0.0.1:${server?.port}${path}`);
  return [response.status, await response.json()];
}

describe('startHealthServer', () => {
  it('answers live and ready with what the process says', async () => {
    let isLive = true;
    server = await startHealthServer({ port: 0, live: () => isLive, ready: async () => ({ engine: 'wasm' }) });
    expect(await ask('/health/live')).toEqual([200, { status: 'up' }]);
    expect(await ask('/health/ready')).toEqual([200, { status: 'up', engine: 'wasm' }]);
    isLive = false;
    expect(await ask('/health/live')).toEqual([503, { status: 'down' }]);
    expect((await ask('/elsewhere'))[0]).toBe(404);
  });

  it('is not ready while its check fails, and tells the code but no details', async () => {
    const ready = async () => {
      throw new AppError('queue.unavailable', 'secret host name');
    };
    server = await startHealthServer({ port: 0, live: () => true, ready });
    expect(await ask('/health/ready')).toEqual([503, { status: 'down', code: 'queue.unavailable' }]);
  });

  it('is not ready when its check does not answer in time', async () => {
    server = await startHealthServer({ port: 0, live: () => true, ready: () => new Promise(() => {}) });
    expect(await ask('/health/ready')).toEqual([503, { status: 'down', code: 'health.timeout' }]);
  });

  it('says which port is taken', async () => {
    server = await startHealthServer({ port: 0, live: () => true, ready: async () => ({}) });
    const second = startHealthServer({ port: server.port, live: () => true, ready: async () => ({}) });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
