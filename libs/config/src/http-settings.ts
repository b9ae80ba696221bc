import { z } from 'zod';
import { define, wholeNumber } from './setting.js';

/** The address of the API, and its limits for each caller. */
export const httpSettings = {
  host: define('HTTP_HOST', z.string().min(1, 'must not be empty'), '127.0.0.1', 'Address on which the API listens.'),
  port: define('HTTP_PORT', wholeNumber(0, 65_535), 8080, 'Port of the API; 0 picks a free port.'),
  requestsPerMinute: define(
    'HTTP_REQUESTS_PER_MINUTE',
    wholeNumber(0),
    6000,
    'Maximum number of requests per minute for one API key, across all API instances; 0 means no limit.',
  ),
  failuresPerMinute: define(
    'HTTP_FAILURES_PER_MINUTE',
    wholeNumber(0),
    300,
    'Maximum number of requests with a wrong key per minute from one address; 0 means no limit.',
  ),
  bodySeconds: define(
    'HTTP_BODY_SECONDS',
    wholeNumber(1, 3600),
    15,
    'Maximum time for a request other than an upload to arrive completely, in seconds.',
  ),
  maxConnections: define(
    'HTTP_MAX_CONNECTIONS',
    wholeNumber(10),
    2000,
    'Maximum number of simultaneous connections to one API process. A single address gets at most half of ' +
      'them, unless it is a trusted proxy.',
  ),
  trustedProxies: define(
    'HTTP_TRUSTED_PROXIES',
    z
      .string()
      .regex(/^[\w.:/, ]*$/, 'must be addresses, networks such as 10.0.0.0/8, or loopback, separated by commas')
      .transform((list) =>
        list
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean),
      ),
    '',
    'Addresses or networks of the reverse proxies whose X-Forwarded-For header is trusted, separated by ' +
      'commas; loopback means this machine. If it is not set, all clients behind a proxy share the address of ' +
      'the proxy.',
  ),
} as const;
