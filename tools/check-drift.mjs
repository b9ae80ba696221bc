#!/usr/bin/env node
// Whether the migrations and prisma/schema.prisma say the same: applies all migrations to an empty database of its own and lets Prisma
// compare. Exit code 1 and the missing SQL when they differ. Needs a built checkout.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../libs/embedded/dist/index.js';

const folder = mkdtempSync(join(tmpdir(), 'longhand-drift-'));
let server;
try {
  server = await startPostgres({
    dataDir: join(folder, 'postgres'),
    password: 'drift',
    database: 'drift',
    settings: { fsync: 'off' },
  });
  const diff = [
    'migrate',
    'diff',
    '--from-migrations',
    'prisma/migrations',
    '--to-schema',
    'prisma/schema.prisma',
    '--exit-code',
    '--script',
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, ['node_modules/prisma/build/index.js', ...diff], {
    encoding: 'utf8',
    env: {
      ...process.env,
      DATABASE_URL: server.url,
      PRISMA_SCHEMA_ENGINE_BINARY: 'tools/schema-engine.mjs',
      CHECKPOINT_DISABLE: '1',
    },
  });
  // Prisma's own codes: 0 the same, 2 different, 1 it could not compare.
  if (status === 0) console.log('migrations and schema say the same');
  else
    console.error(
      status === 2 ? `prisma/schema.prisma asks for what no migration does:\n${stdout}` : `${stdout}${stderr}`,
    );
  process.exitCode = status === 0 ? 0 : 1;
} finally {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}
