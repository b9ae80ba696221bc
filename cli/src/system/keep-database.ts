import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@longhand/core';
import type { EmbeddedPostgres } from '@longhand/embedded';
import { CliError } from '../cli-error.js';

const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 15_000;

export interface KeptDatabase {
  readonly url: string;
  /** Rejects when the server cannot be started again, for a reason that waiting does not mend. */
  readonly broken: Promise<never>;
  /** Ends the server and starts it no more. */
  stop(): Promise<void>;
}

/**
 * Keeps a PostgreSQL server running: one that ends by itself (killed, or out of disk) is started
 * again on the same port, after pauses that grow from half a second to 15 s. Services find it there
 * again; nothing that was committed is lost.
 * @param start starts the server; the port is that of the server before it, undefined the first
 *   time
 * @param note tells the person what happened
 */
export async function keepDatabase(
  start: (port: number | undefined) => Promise<EmbeddedPostgres>,
  note: (text: string) => void,
): Promise<KeptDatabase> {
  let server = await start(undefined);
  const { url, port } = server;
  const stopping = new AbortController();

  const restart = async (): Promise<void> => {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(MAX_PAUSE_MS, 2 * pauseMs)) {
      await sleep(pauseMs, undefined, { signal: stopping.signal });
      try {
        server = await start(port);
        return;
      } catch (error) {
        if (!isPassing(error)) throw error;
        note(`The database did not start (${(error as Error).message}). Trying again.`);
      }
    }
  };

  const watch = async (): Promise<never> => {
    for (;;) {
      await server.ended;
      stopping.signal.throwIfAborted();
      note('The database ended unexpectedly. Starting it again.');
      await restart();
      if (stopping.signal.aborted) await server.stop();
      else note('The database is running again.');
    }
  };

  const watching = watch();
  const broken = watching.catch((cause) => {
    if (stopping.signal.aborted) return new Promise<never>(() => {}); // ended on purpose: no news
    throw new CliError(`the database cannot be started again: ${(cause as Error).message}`, { cause });
  });
  broken.catch(() => {}); // whoever runs the system races against it
  return {
    url,
    broken,
    async stop() {
      stopping.abort();
      await server.stop();
      await watching.catch(() => {});
    },
  };
}

/**
 * A full disk gets room again, a port that the dead server still holds is freed, and a server that
 * has just started may refuse or drop the launcher's first connection. Only our own errors of
 * another kind, such as a wrong password, are final.
 */
const isPassing = (error: unknown): boolean => !(error instanceof AppError) || passing.has(error.code);
const passing = new Set(['embedded.start_failed', 'embedded.still_running']);
