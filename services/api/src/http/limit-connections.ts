import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Time limit for the headers of a request, in ms. */
const headersTimeoutMs = 20_000;

export interface ConnectionLimits {
  /** Maximum number of concurrent connections. */
  max: number;
  /** Whether an address is that of a proxy, which all callers share. */
  isProxy(address: string): boolean;
}

/**
 * Limits the connections in total, and for one address to half of them, so that one address cannot
 * block the others.
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
