import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { oidcSettings } from './oidc-settings.js';
import { define, fraction, urlWithScheme, wholeNumber } from './setting.js';

const MIB = 1024 * 1024;
const text = z.string();
const objectsDir = pathToFileURL(join(homedir() || '/tmp', '.longhand', 'objects')).href;
const modelsDir = fileURLToPath(new URL('../../../models', import.meta.url));
const handwritingData = fileURLToPath(new URL('../../../../shared/data', import.meta.url));

/** The one list of everything that can be set from outside. The shape of this object is the shape of Config. */
export const settings = {
  databaseUrl: define(
    'DATABASE_URL',
    urlWithScheme('postgres', 'postgresql'),
    'postgres://longhand@127.0.0.1:5432/longhand',
    'PostgreSQL 17 or 18, the only truth. The launcher starts its own server when this is not set.',
    { isSecret: true },
  ),
  serviceDatabaseUrl: define(
    'SERVICE_DATABASE_URL',
    z.union([z.literal(''), urlWithScheme('postgres', 'postgresql')]),
    '',
    'The login that the services use: `longhand migrate`, which runs as the owner in DATABASE_URL, makes it or sets its password.',
    { isSecret: true },
  ),
  queueUrl: define(
    'QUEUE_URL',
    z.union([z.literal(''), urlWithScheme('postgres', 'postgresql', 'redis', 'rediss')]),
    '',
    'The queue that wakes the workers: redis:// or rediss:// (production), or postgres://.',
    { defaultDoc: 'the value of DATABASE_URL', isSecret: true },
  ),
  queuePrefix: define(
    'QUEUE_PREFIX',
    text.regex(/^[a-z0-9_-]{1,40}$/, 'must be 1 to 40 of a-z, 0-9, _ and -'),
    'longhand',
    'Parts two systems that share one queue server.',
  ),
  storageUrl: define(
    'STORAGE_URL',
    urlWithScheme('file', 's3'),
    objectsDir,
    'Where files are kept: file:///folder, or s3://host:port/bucket?tls=0&region=us-east-1.',
    { defaultDoc: 'the folder .longhand/objects in the home directory' },
  ),
  s3: {
    accessKey: define('S3_ACCESS_KEY', text, '', 'Access key of the S3 server.', { isSecret: true }),
    secretKey: define('S3_SECRET_KEY', text, '', 'Secret key of the S3 server.', { isSecret: true }),
  },
  sealing: {
    key: define(
      'STORAGE_KEY',
      text,
      '',
      'Encrypts everything that is stored from now on: 32 random bytes in base64 (`openssl rand -base64 32`). The launcher makes a key of its own in the data folder.',
      { isSecret: true },
    ),
    oldKeys: define(
      'STORAGE_OLD_KEYS',
      text,
      '',
      'Earlier storage keys, parted by commas: what they encrypted can still be read.',
      { isSecret: true },
    ),
    keyFile: define(
      'STORAGE_KEY_FILE',
      text,
      '',
      'A file with storage keys instead, one on a line, the first for writing. It may change while the system runs.',
    ),
    plainObjects: define(
      'STORAGE_PLAIN_OBJECTS',
      z.enum(['read', 'refuse']) as unknown as z.ZodType<'read' | 'refuse', string>,
      'read',
      'With a storage key: whether files that were stored before there was one are read, or count as damaged (refuse).',
    ),
  },
  http: {
    host: define('HTTP_HOST', text.min(1, 'must not be empty'), '127.0.0.1', 'Address that the API listens on.'),
    port: define('HTTP_PORT', wholeNumber(0, 65_535), 8080, 'Port of the API; 0 takes any free one.'),
    requestsPerMinute: define(
      'HTTP_REQUESTS_PER_MINUTE',
      wholeNumber(0),
      6000,
      'Most requests of one API key in a minute, over all instances of the API together; 0 sets no limit.',
    ),
    failuresPerMinute: define(
      'HTTP_FAILURES_PER_MINUTE',
      wholeNumber(0),
      300,
      'Most requests with a wrong key from one address in a minute; 0 sets no limit.',
    ),
  },
  healthHost: define(
    'HEALTH_HOST',
    text.min(1, 'must not be empty'),
    '127.0.0.1',
    "Address of a worker's health and metrics page. It has no password and no patient data.",
  ),
  signIn: {
    hours: define(
      'SIGN_IN_HOURS',
      wholeNumber(1, 24 * 30),
      12,
      'Hours after which people who signed in with a password have to sign in again.',
    ),
    idleMinutes: define('SIGN_IN_IDLE_MINUTES', wholeNumber(1), 60, 'Minutes without a request that end a sign-in.'),
  },
  oidc: oidcSettings,
  healthPort: define('HEALTH_PORT', wholeNumber(0, 65_535), 0, "Port of a worker's health page; 0 takes any free one."),
  logLevel: define(
    'LOG_LEVEL',
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']) as unknown as z.ZodType<
      'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent',
      string
    >,
    'info',
    'How much is logged: trace, debug, info, warn, error, fatal or silent.',
  ),
  upload: {
    maxFileBytes: define(
      'UPLOAD_MAX_FILE_BYTES',
      wholeNumber(1),
      256 * MIB,
      'Largest file that is accepted, in bytes.',
    ),
    maxBatchBytes: define(
      'UPLOAD_MAX_BATCH_BYTES',
      wholeNumber(1),
      8192 * MIB,
      'Largest upload in one request, in bytes.',
    ),
    maxFiles: define('UPLOAD_MAX_FILES', wholeNumber(1), 20_000, 'Most files in one request.'),
  },
  quota: {
    bytes: define(
      'QUOTA_BYTES',
      wholeNumber(0),
      0,
      'Most bytes of originals that a tenant may have stored; 0 sets no limit.',
    ),
    pages: define('QUOTA_PAGES', wholeNumber(0), 0, 'Most pages that a tenant may have stored; 0 sets no limit.'),
    bytesToday: define(
      'QUOTA_BYTES_PER_DAY',
      wholeNumber(0),
      0,
      'Most bytes that a tenant may send in a day (UTC); 0 sets no limit.',
    ),
    pagesToday: define(
      'QUOTA_PAGES_PER_DAY',
      wholeNumber(0),
      0,
      'Most pages that a tenant may send in a day (UTC); 0 sets no limit.',
    ),
  },
  zip: {
    maxEntries: define('ZIP_MAX_ENTRIES', wholeNumber(1), 5000, 'Most entries in a ZIP file.'),
    maxUnpackedBytes: define(
      'ZIP_MAX_UNPACKED_BYTES',
      wholeNumber(1),
      4096 * MIB,
      'Most bytes that a ZIP file may unpack to.',
    ),
    maxRatio: define(
      'ZIP_MAX_RATIO',
      wholeNumber(1),
      200,
      'Most bytes that one packed byte of a ZIP entry may become.',
    ),
  },
  page: {
    maxPixels: define('PAGE_MAX_PIXELS', wholeNumber(1), '60e6', 'Largest page, in pixels.'),
    maxPagesPerDocument: define('DOCUMENT_MAX_PAGES', wholeNumber(1), 3000, 'Most pages of one document.'),
    decodeTimeoutMs: define(
      'DECODE_TIMEOUT_MS',
      wholeNumber(1),
      60_000,
      'Longest time to decode one page, in milliseconds.',
    ),
  },
  worker: {
    threads: define(
      'WORKER_THREADS',
      wholeNumber(0, 256),
      0,
      'Threads for work on the processor; 0 takes one per core.',
    ),
    concurrency: define('WORKER_CONCURRENCY', wholeNumber(1, 256), 2, 'Jobs that one worker has in hand at a time.'),
  },
  ocr: {
    backend: define(
      'OCR_BACKEND',
      text.min(1, 'must not be empty'),
      'auto',
      'Engine of the recogniser: auto, tfjs-node-gpu, webgpu, onnxruntime, tfjs-node, wasm or cpu.',
    ),
    lineFinder: define(
      'OCR_LINE_FINDER',
      z.enum(['auto', 'learned', 'classical']) as unknown as z.ZodType<'auto' | 'learned' | 'classical', string>,
      'auto',
      'How lines are found on a page: learned (a network), classical (the density of the ink), or auto: what detector.json of the models names.',
    ),
    uncertainBelow: define(
      'OCR_UNCERTAIN_BELOW',
      fraction(),
      '0.8',
      'A character less certain than this is followed by "?". For running lines the line model brings its own figure, fitted to a wanted share of errors.',
    ),
    modelsDir: define(
      'MODELS_DIR',
      text.min(1, 'must not be empty'),
      modelsDir,
      'Folder of manifest.json and the weights.',
      {
        defaultDoc: 'the folder models of this checkout',
      },
    ),
  },
  tracing: {
    endpoint: define(
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      z.union([z.literal(''), urlWithScheme('http', 'https')]),
      '',
      'An OpenTelemetry collector that takes traces by OTLP over HTTP, such as http://collector:4318. Without it nothing is traced.',
    ),
    ratio: define('OTEL_TRACES_SAMPLER_ARG', fraction(), '1', 'The share of uploads that are traced, from 0 to 1.'),
  },
  sweepIntervalMs: define(
    'SWEEP_INTERVAL_MS',
    wholeNumber(100),
    10_000,
    'How often the sweeper looks for work that the queue has lost, in milliseconds.',
  ),
  collectAfterMs: define(
    'COLLECT_AFTER_MS',
    wholeNumber(1000),
    3_600_000,
    'How long a stored file may be without a record before it is deleted (a killed process leaves such files), in milliseconds; also how often that is looked for.',
  ),
  faultsDir: define(
    'FAULTS_DIR',
    text,
    '',
    'For the chaos suite only: a folder whose files tell a process to break at a certain step. Never set it where work is done.',
  ),
  client: {
    url: define(
      'LONGHAND_URL',
      z.union([z.literal(''), urlWithScheme('http', 'https')]),
      '',
      'The system that the command line talks to.',
      { defaultDoc: 'the one that `longhand up` runs on the data folder' },
    ),
    apiKey: define('LONGHAND_API_KEY', text, '', 'The API key for LONGHAND_URL.', { isSecret: true }),
  },
  databasePool: define('DATABASE_POOL', wholeNumber(1, 100), 5, 'Database connections that one process keeps.'),
  handwritingData: define(
    'LONGHAND_DATA',
    text.min(1, 'must not be empty'),
    handwritingData,
    'Folder of the handwriting data sets, for training and evaluation.',
    { defaultDoc: 'the folder shared/data beside the checkout' },
  ),
} as const;
