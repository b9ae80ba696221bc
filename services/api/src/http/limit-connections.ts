import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Until all headers of a request have arrived, ms. */
const headersTimeoutMs = 20_000;

export interface ConnectionLimits {
  /** Connections at a time, from everywhere. */
  max: number;
  /** Whether an address is a proxy's, behind which everybody is. */
  isProxy(address: string): boolean;
}

/**
 * Caps connections: all together, and those of one address, which gets no more than half, so that
 * one that takes all it can leaves room for the others.
 */
export function limitConnections(server: Server, { max, isProxy }: ConnectionLimits): void {
  server.headersTimeout = headersTimeoutMs;
  server.maxConnections = max;
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    if (isProxy(address)) return;
    const count = (open.get(address) ?? 0) + 1;
    if (count > max / 2) {
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
  });
}
