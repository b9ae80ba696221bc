import type { Config } from '@longhand/config';
import { CliError } from '../cli-error.js';
import { exitCodes } from '../exit-codes.js';
import { findRunningSystem } from '../system/data-dir.js';
import type { Connection } from './api-client.js';

/**
 * The system that LONGHAND_URL names, else the one that runs on this data folder; undefined when
 * there is none.
 */
export function findConnection(config: Config, dataDir: string): Connection | undefined {
  if (config.client.url === '') return findRunningSystem(dataDir);
  if (config.client.apiKey === '') throw new CliError('LONGHAND_URL is set, but LONGHAND_API_KEY is not. Set both.');
  return { url: config.client.url, apiKey: config.client.apiKey };
}

export function requireConnection(config: Config, dataDir: string): Connection {
  const connection = findConnection(config, dataDir);
  if (connection) return connection;
  throw new CliError(
    `no system is running on ${dataDir}. Start one with "longhand up", or set LONGHAND_URL and LONGHAND_API_KEY.`,
    { exitCode: exitCodes.noServer },
  );
}
