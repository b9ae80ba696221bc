#!/usr/bin/env node
// Fails when prisma/migrations and prisma/schema.prisma do not say the same. Two proofs on a
// PostgreSQL of its own (DATABASE_URL, with the right to create databases, replaces it): the
// migrations, applied one after another, give exactly the schema; and a database that our
// migrateDeploy made is up to date for Prisma's own `migrate status`. Needs a built checkout.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrateDeploy } from '../libs/db/dist/index.js';
import { startPostgres } from '../libs/embedded/dist/index.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs the Prisma CLI with the schema engine that npm brought. */
function prisma(url, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['node_modules/prisma/build/index.js', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      DATABASE_URL: url,
      PRISMA_SCHEMA_ENGINE_BINARY: '.ci/offline/schema-engine.mjs',
      CHECKPOINT_DISABLE: '1',
    },
  });
  return { status, output: `${stdout}${stderr}` };
}

/**
 * What the CLI says when all is well. It ends with 0 when its engine dies too, so the code alone
 * proves nothing.
 */
const noDifference = 'This is an empty migration';
const upToDate = 'Database schema is up to date';

/** @returns {Promise<string[]>} what does not agree */
async function check(url) {
  const paths = ['--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema.prisma'];
  const diff = prisma(url, 'migrate', 'diff', ...paths, '--script', '--exit-code');
  await migrateDeploy(url, join(root, 'prisma', 'migrations'));
  const state = prisma(url, 'migrate', 'status');
  return [
    ...(diff.status === 0 && diff.output.includes(noDifference)
      ? []
      : [`prisma/migrations do not give prisma/schema.prisma: write a migration for\n${diff.output}`]),
    ...(state.status === 0 && state.output.includes(upToDate)
      ? []
      : [`prisma does not take what migrateDeploy did for up to date:\n${state.output}`]),
  ];
}

async function withPostgres(work) {
  if (process.env.DATABASE_URL) return work(process.env.DATABASE_URL);
  const folder = await mkdtemp(join(tmpdir(), 'longhand-drift-'));
  const postgres = await startPostgres({
    dataDir: join(folder, 'postgres'),
    password: 'drift',
    database: 'drift',
    settings: { fsync: 'off' },
  });
  try {
    return await work(postgres.url);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const problems = await withPostgres(check);
for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log('database: migrations and schema agree');
process.exitCode = problems.length === 0 ? 0 : 1;
