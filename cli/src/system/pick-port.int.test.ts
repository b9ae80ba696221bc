import { createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { pickPort } from './pick-port.js';

const servers: Server[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))));

function occupy(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    servers.push(server);
  });
}

it('steps over a port in use', async () => {
  const taken = await occupy();
  const port = await pickPort('127.0.0.1', taken);
  expect(port).toBeGreaterThan(taken);
  expect(port).toBeLessThan(taken + 50);
});

it('takes any free port for 0', async () => expect(await pickPort('127.0.0.1', 0)).toBeGreaterThan(0));

it('says so when it may not listen there at all', async () => {
  await expect(pickPort('203.0.113.1', 8080)).rejects.toThrow(/cannot listen on 203\.0\.113\.1/);
});
