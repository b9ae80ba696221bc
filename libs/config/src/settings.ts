import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { auditSettings } from './audit-settings.js';
import { backupSettings } from './backup-settings.js';
import { httpSettings } from './http-settings.js';
import { oidcSettings } from './oidc-settings.js';
import { define, fraction, urlWithScheme, wholeNumber } from './setting.js';

const MIB = 1024 * 1024;
const text = z.string();
const objectsDir = pathToFileURL(join(homedir() || '/tmp', '.longhand', 'objects')).href;
const modelsDir = fileURLToPath(new URL('../../../models', import.meta.url));
const handwritingData = fileURLToPath(new URL('../../../../shared/data', import.meta.url));

/**
 * The only list of everything that can be configured. The shape of this object is the shape of
 * Config.
 */
export const settings = {
  databaseUrl: define(
    'DATABASE_URL',
    urlWithScheme('postgres', 'postgresql'),
    'postgres://longhand@127.0.0.1:5432/longhand',
    {
      doc:
        'The PostgreSQL 17 or 18 database that holds all records. If it is not set, the launcher starts its own ' +
        'server.',
      isSecret: true,
    },
  ),
  serviceDatabaseUrl: define(
    'SERVICE_DATABASE_URL',
    z.union([z.literal(''), urlWithScheme('postgres', 'postgresql')]),
    '',
    {
      doc:
        'The database login of the services. `longhand migrate`, which runs as the owner in DATABASE_URL, creates it ' +
        'or updates its password.',
      isSecret: true,
    },
  ),
  queueUrl: define(
    'QUEUE_URL',
    z.union([z.literal(''), urlWithScheme('postgres', 'postgresql', 'redis', 'rediss')]),
    '',
    {
      doc: 'The queue that wakes the workers: redis:// or rediss:// for production, or postgres://.',
      defaultDoc: 'the value of DATABASE_URL',
      isSecret: true,
    },
  ),
  queuePrefix: define(
    'QUEUE_PREFIX',
    text.regex(/^[a-z0-9_-]{1,40}$/, 'must be 1 to 40 characters of a-z, 0-9, _ and -'),
    'longhand',
    'Prefix that keeps systems on one queue server apart.',
  ),
  storageUrl: define('STORAGE_URL', urlWithScheme('file', 's3'), objectsDir, {
    doc: 'Where files are stored: file:///folder, or s3://host:port/bucket?tls=0&region=us-east-1.',
    defaultDoc: 'the folder .longhand/objects in the home directory',
  }),
  storageReserveBytes: define(
    'STORAGE_RESERVE_BYTES',
    wholeNumber(0),
    256 * MIB,
    'Uploads are refused when less disk space than this is free, in bytes. Reading, searching and deleting ' +
      'still work. For file:// storage only.',
  ),
  s3: {
    accessKey: define('S3_ACCESS_KEY', text, '', { doc: 'Access key of the S3 server.', isSecret: true }),
    secretKey: define('S3_SECRET_KEY', text, '', { doc: 'Secret key of the S3 server.', isSecret: true }),
  },
  sealing: {
    key: define('STORAGE_KEY', text, '', {
      doc:
        'Key that encrypts every file stored from now on: 32 random bytes in base64 (`openssl rand -base64 32`). ' +
        'The launcher creates a key in the data folder.',
      isSecret: true,
    }),
    oldKeys: define('STORAGE_OLD_KEYS', text, '', {
      doc: 'Earlier storage keys, separated by commas. Files encrypted with them stay readable.',
      isSecret: true,
    }),
    keyFile: define(
      'STORAGE_KEY_FILE',
      text,
      '',
      'File with storage keys, one per line; the first one encrypts new files. It may change while the system runs.',
    ),
    plainObjects: define(
      'STORAGE_PLAIN_OBJECTS',
      z.enum(['auto', 'read', 'refuse']) as unknown as z.ZodType<'auto' | 'read' | 'refuse', string>,
      'auto',
      'What happens to unencrypted files once a storage key is set: refuse (treat them as damaged), read ' +
        '(accept them; set this for the first start with a key on existing unencrypted files), or auto (refuse ' +
        'them, unless files are known to have been stored before the key was set).',
    ),
  },
  backup: backupSettings,
  audit: auditSettings,
  http: httpSettings,
  healthHost: define(
    'HEALTH_HOST',
    text.min(1, 'must not be empty'),
    '127.0.0.1',
    "Address of a worker's health and metrics page. The page needs no password and contains no patient data.",
  ),
  signIn: {
    hours: define(
      'SIGN_IN_HOURS',
      wholeNumber(1, 24 * 30),
      12,
      'Hours after which people who signed in with a password must sign in again.',
    ),
    idleMinutes: define(
      'SIGN_IN_IDLE_MINUTES',
      wholeNumber(1),
      60,
      'Minutes without a request after which people are signed out.',
    ),
    firstPasswordHours: define(
      'SIGN_IN_FIRST_PASSWORD_HOURS',
      wholeNumber(1, 24 * 365),
      72,
      'Hours after which a password that an administrator gave out can no longer be used to choose another one.',
    ),
  },
  oidc: oidcSettings,
  healthPort: define('HEALTH_PORT', wholeNumber(0, 65_535), 0, "Port of a worker's health page; 0 picks a free port."),
  logLevel: define(
    'LOG_LEVEL',
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']) as unknown as z.ZodType<
      'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent',
      string
    >,
    'info',
    'Lowest level that is logged: trace, debug, info, warn, error, fatal or silent.',
  ),
  upload: {
    maxFileBytes: define('UPLOAD_MAX_FILE_BYTES', wholeNumber(1), 256 * MIB, 'Maximum size of a file, in bytes.'),
    maxBatchBytes: define(
      'UPLOAD_MAX_BATCH_BYTES',
      wholeNumber(1),
      8192 * MIB,
      'Maximum size of one request, in bytes.',
    ),
    maxFiles: define('UPLOAD_MAX_FILES', wholeNumber(1), 20_000, 'Maximum number of files in one request.'),
    idleSeconds: define(
      'UPLOAD_IDLE_SECONDS',
      wholeNumber(1, 86_400),
      75,
      'Seconds without data after which an unfinished upload ends with the files that have arrived. The sender ' +
        'can still resume it.',
    ),
  },
  quota: {
    bytes: define(
      'QUOTA_BYTES',
      wholeNumber(0),
      0,
      'Maximum number of bytes of originals per tenant; 0 means no limit.',
    ),
    pages: define('QUOTA_PAGES', wholeNumber(0), 0, 'Maximum number of stored pages per tenant; 0 means no limit.'),
    bytesToday: define(
      'QUOTA_BYTES_PER_DAY',
      wholeNumber(0),
      0,
      'Maximum number of bytes that a tenant may upload per day (UTC); 0 means no limit.',
    ),
    pagesToday: define(
      'QUOTA_PAGES_PER_DAY',
      wholeNumber(0),
      0,
      'Maximum number of pages that a tenant may upload per day (UTC); 0 means no limit.',
    ),
  },
  zip: {
    maxEntries: define('ZIP_MAX_ENTRIES', wholeNumber(1), 5000, 'Maximum number of entries in a ZIP file.'),
    maxUnpackedBytes: define(
      'ZIP_MAX_UNPACKED_BYTES',
      wholeNumber(1),
      4096 * MIB,
      'Maximum unpacked size of a ZIP file, in bytes.',
    ),
    maxRatio: define('ZIP_MAX_RATIO', wholeNumber(1), 200, 'Maximum compression ratio of a ZIP entry.'),
  },
  page: {
    maxPixels: define(
      'PAGE_MAX_PIXELS',
      wholeNumber(1),
      '60e6',
      'Maximum size of a page, in pixels. Larger pages are shrunk; pages of more than four times as many pixels ' +
        'are refused.',
    ),
    maxPagesPerDocument: define('DOCUMENT_MAX_PAGES', wholeNumber(1), 3000, 'Maximum number of pages per document.'),
    decodeTimeoutMs: define(
      'DECODE_TIMEOUT_MS',
      wholeNumber(1),
      60_000,
      'Maximum processor time to decode one page and find its lines, in milliseconds. Waiting on a busy ' +
        'machine does not count.',
    ),
  },
  worker: {
    threads: define('WORKER_THREADS', wholeNumber(0, 256), 0, 'Number of worker threads; 0 means one per core.'),
    concurrency: define(
      'WORKER_CONCURRENCY',
      wholeNumber(1, 256),
      2,
      'Number of jobs that a worker runs at the same time.',
    ),
  },
  ocr: {
    backend: define(
      'OCR_BACKEND',
      text.min(1, 'must not be empty'),
      'auto',
      'Inference engine: auto, tfjs-node-gpu, webgpu, onnxruntime, tfjs-node, wasm or cpu.',
    ),
    glyphModel: define(
      'OCR_GLYPH_MODEL',
      text.regex(/^[a-z0-9-]*$/, 'must be a name in manifest.json of the models folder'),
      '',
      {
        doc:
          'Network that reads separate characters: a name in manifest.json of the models folder whose weights are ' +
          'there, such as charnet-mnist for digits alone.',
        defaultDoc: 'the default of manifest.json',
      },
    ),
    lineFinder: define(
      'OCR_LINE_FINDER',
      z.enum(['auto', 'learned', 'classical']) as unknown as z.ZodType<'auto' | 'learned' | 'classical', string>,
      'auto',
      'How lines are found: learned (by a network), classical (by ink density), or auto (as set in ' +
        'detector.json in the models folder).',
    ),
    uncertainBelow: define(
      'OCR_UNCERTAIN_BELOW',
      fraction(),
      '0.8',
      'A word is followed by "?" if one of its characters is less certain than this. For running handwriting, ' +
        'the line model has its own limits for words and for numbers, fitted to a target error rate.',
    ),
    modelsDir: define('MODELS_DIR', text.min(1, 'must not be empty'), modelsDir, {
      doc: 'Folder with manifest.json and the weights.',
      defaultDoc: 'the folder models of this checkout',
    }),
  },
  tracing: {
    endpoint: define(
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      z.union([z.literal(''), urlWithScheme('http', 'https')]),
      '',
      'OpenTelemetry collector that receives traces by OTLP over HTTP, such as http://collector:4318. If it is ' +
        'not set, nothing is traced.',
    ),
    ratio: define('OTEL_TRACES_SAMPLER_ARG', fraction(), '1', 'Share of uploads that are traced, from 0 to 1.'),
  },
  sweepIntervalMs: define(
    'SWEEP_INTERVAL_MS',
    wholeNumber(100),
    10_000,
    'Time between two checks for jobs that the queue has lost, in milliseconds.',
  ),
  collectAfterMs: define(
    'COLLECT_AFTER_MS',
    wholeNumber(1000),
    3_600_000,
    'Age at which a stored file without a record is deleted, in milliseconds, and the time between two checks ' +
      'for such files. Killed processes can leave such files behind.',
  ),
  client: {
    url: define('LONGHAND_URL', z.union([z.literal(''), urlWithScheme('http', 'https')]), '', {
      doc: 'System that the command line connects to.',
      defaultDoc: 'the system that `longhand up` runs on the data folder',
    }),
    apiKey: define('LONGHAND_API_KEY', text, '', { doc: 'API key for LONGHAND_URL.', isSecret: true }),
  },
  databasePool: define('DATABASE_POOL', wholeNumber(1, 100), 5, 'Number of database connections per process.'),
  handwritingData: define('LONGHAND_DATA', text.min(1, 'must not be empty'), handwritingData, {
    doc: 'Folder with the handwriting data sets for training and evaluation.',
    defaultDoc: 'the folder shared/data beside the checkout',
  }),
} as const;
