import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { describeError } from './describe-error.js';

export type Logger = PinoLogger;

export interface LoggerOptions {
  /** Which process writes: `api`, `preprocess-worker`, ... */
  service: string;
  /** trace, debug, info, warn, error, fatal or silent. */
  level: string;
  /** Where the lines go instead of standard output. */
  destination?: DestinationStream;
}

/**
 * Keys whose values may contain a secret or content of a record. They are removed from log calls,
 * up to three levels deep.
 */
const secretKeys = [
  'authorization',
  'cookie',
  'password',
  'secretKey',
  'apiKey',
  'key',
  'name',
  'fileName',
  'title',
  'tags',
  'text',
  'markedText',
  'snippet',
  'query',
  'payload',
];

const redactedPaths = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

/**
 * A logger that writes one JSON line per event to standard output. Errors are reduced to type,
 * code, message and stack, because drivers attach whole rows and connection strings to theirs; keys
 * that may name a patient are replaced by `[cut]`.
 */
export function createLogger({ service, level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError, error: describeError },
    redact: { paths: redactedPaths, censor: '[cut]' },
  };
  return destination ? pino(options, destination) : pino(options);
}
