import { createServer, connect, type Socket } from 'node:net';
import { freePort } from '@longhand/embedded';

export interface FlakyProxy {
  port: number;
  /** The given URL, led through this proxy. */
  urlOf(url: string): string;
  /** Cuts every connection and refuses new ones. */
  goDown(): Promise<void>;
  /** Keeps connections open and takes new ones, but nothing passes any more. */
  hang(): void;
  /** Passes everything on (again). */
  goUp(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A TCP proxy before a server of the test, to take that server away in different ways. It begins
 * down.
 */
export async function startFlakyProxy(targetPort: number): Promise<FlakyProxy> {
  const port = await freePort();
  const sockets = new Set<Socket>();
  let isHanging = false;

  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1');
    for (const [from, to] of [
      [client, target],
      [target, client],
    ]) {
      keep(from);
      from.on('data', (bytes) => to.write(bytes));
      from.once('close', () => to.destroy());
      if (isHanging) from.pause();
    }
  });
  const goDown = async () => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };

  return {
    port,
    urlOf: (url) => Object.assign(new URL(url), { port: String(port) }).href,
    goDown,
    hang() {
      isHanging = true;
      for (const socket of sockets) socket.pause();
    },
    async goUp() {
      isHanging = false;
      for (const socket of sockets) socket.resume();
      if (!server.listening) await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    },
    close: goDown,
  };
}
