import type { Config } from '@longhand/config';
import type { Connection } from '../client/api-client.js';
import { findConnection } from '../client/find-connection.js';
import type { Output } from '../terminal/output.js';
import { ServiceLog } from './service-log.js';
import { startSystem } from './start-system.js';

export interface SystemUse {
  config: Config;
  dataDir: string;
  out: Output;
  signal: AbortSignal;
}

/**
 * Runs `work` against the system that is already up, else against one that is started for it and
 * stopped after it.
 */
export async function withSystem<T>(
  { config, dataDir, out, signal }: SystemUse,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const running = findConnection(config, dataDir);
  if (running) return work(running);
  out.note('Starting the system for this command ...');
  const system = await startSystem({
    config,
    dataDir,
    tenant: 'default',
    log: new ServiceLog(out, 'problems'),
    note: (text) => out.note(text),
    signal,
  });
  try {
    return await Promise.race([work(system), system.broken]);
  } finally {
    await system.stop();
  }
}
