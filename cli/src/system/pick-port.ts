import { createServer } from 'node:net';
import { CliError } from '../cli-error.js';

const TRIES = 50;

/**
 * The wanted port, or the next free one above it.
 * @throws CliError when 50 ports in a row are in use
 */
export async function pickPort(host: string, wanted: number): Promise<number> {
  if (wanted === 0) return listenOnce(host, 0) as Promise<number>;
  for (let port = wanted; port < wanted + TRIES && port <= 65_535; port += 1) {
    const got = await listenOnce(host, port);
    if (got !== undefined) return got;
  }
  throw new CliError(`ports ${wanted} to ${wanted + TRIES - 1} are all in use. Set HTTP_PORT to a free port.`);
}

function listenOnce(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(new CliError(`the API cannot listen on ${host}: ${error.message}`, { cause: error }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
