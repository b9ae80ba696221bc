#!/usr/bin/env node
// Prisma's migrate commands talk to a native program that they would first have to download. This
// is the same program, from npm: it speaks the native engine's JSON-RPC over standard input and
// output and does the work with @prisma/schema-engine-wasm and the pg driver adapter.
//   PRISMA_SCHEMA_ENGINE_BINARY=.ci/offline/schema-engine.mjs CHECKPOINT_DISABLE=1 npx prisma
//   migrate diff ...
// SCHEMA_ENGINE_TRACE=<file> logs the traffic. For development and CI only: production migrates
// with migrateDeploy of libs/db.
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as engineGlue from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

const engineVersion = '59be4fda12412a79eeb9c2ae727b6aa723593323';
const require = createRequire(import.meta.url);

const { values: args, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    version: { type: 'boolean', short: 'V' },
    datamodels: { type: 'string', multiple: true },
    datasource: { type: 'string' },
  },
});
if (args.version) {
  console.log(`schema-engine-cli ${engineVersion}`);
  process.exit(0);
}
const url = (args.datasource ? JSON.parse(args.datasource).url : undefined) ?? process.env.DATABASE_URL;

function trace(direction, value) {
  if (process.env.SCHEMA_ENGINE_TRACE) appendFileSync(process.env.SCHEMA_ENGINE_TRACE, `${direction} ${value}\n`);
}

/** The connection string with another database name. */
function urlOf(database) {
  const parsed = new URL(url);
  if (database) parsed.pathname = `/${encodeURIComponent(database)}`;
  parsed.searchParams.delete('schema');
  return parsed.toString();
}

const catalogueChar = 18;
const text = 25;
/** Indexes of the "char" columns in the answer to the query that is being made. */
const charColumns = new AsyncLocalStorage();

/**
 * The catalogue type "char" is unknown to the adapter, and introspection selects it: it passes as
 * text, and asCharacter puts it right.
 */
function asText(result) {
  for (const [i, field] of (result?.fields ?? []).entries()) {
    if (field.dataTypeID !== catalogueChar) continue;
    field.dataTypeID = text;
    charColumns.getStore()?.add(i);
  }
  return result;
}

async function asCharacter(query) {
  return charColumns.run(new Set(), async () => {
    const result = await query();
    for (const i of charColumns.getStore()) result.columnTypes[i] = ColumnTypeEnum.Character;
    return result;
  });
}

class CataloguePool extends pg.Pool {
  constructor(config) {
    super(config);
    this.on('connect', (client) => {
      const query = client.query.bind(client);
      client.query = (...call) => {
        const answer = query(...call);
        return typeof answer?.then === 'function' ? answer.then(asText) : answer;
      };
    });
  }

  async query(...call) {
    return asText(await super.query(...call));
  }
}

async function openAdapter(database) {
  const pool = new CataloguePool({ connectionString: urlOf(database), max: 2, allowExitOnIdle: true });
  const schema = new URL(url).searchParams.get('schema') ?? undefined;
  const adapter = await new PrismaPg(pool, { schema, disposeExternalPool: true }).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = (query) => asCharacter(() => queryRaw(query));
  // The adapter cuts scripts at every semicolon, also inside $$ bodies. Sent whole, a script is one
  // implicit transaction, as with the native engine.
  adapter.executeScript = async (script) => {
    if (script.trim()) await pool.query(script).catch((error) => adapter.onError(error));
  };
  return adapter;
}

/** An empty database of its own, dropped when the engine is done with it. */
async function openShadowAdapter() {
  const main = await openAdapter();
  const database = `prisma_migrate_shadow_db_${randomUUID()}`;
  await main.executeScript(`CREATE DATABASE "${database}" TEMPLATE template0`);
  const shadow = await openAdapter(database);
  const close = shadow.dispose.bind(shadow);
  shadow.dispose = async () => {
    await close();
    await main.executeScript(`DROP DATABASE "${database}" WITH (FORCE)`);
    await main.dispose();
  };
  return shadow;
}

// Where the engine leaves the message of a panic before it traps.
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message(message) {
    console.error(`schema engine panicked: ${message}`);
    process.exit(101);
  },
};

async function newEngine() {
  const folder = dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const { instance } = await WebAssembly.instantiate(readFileSync(join(folder, 'schema_engine_bg.wasm')), {
    './schema_engine_bg.js': engineGlue,
  });
  engineGlue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const datamodels = args.datamodels?.map((path) => [path, readFileSync(path, 'utf8')]);
  return engineGlue.SchemaEngine.new(
    { datamodels },
    (message) => trace('log', message),
    bindMigrationAwareSqlAdapterFactory({
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      connect: () => openAdapter(),
      connectToShadowDb: openShadowAdapter,
    }),
  );
}

/**
 * `cli can-connect-to-database` and `cli create-database`, which the CLI calls before it migrates.
 */
async function runCli(command) {
  const database = decodeURIComponent(new URL(url).pathname.slice(1));
  const client = new pg.Client({ connectionString: urlOf(command === 'create-database' ? 'postgres' : undefined) });
  try {
    await client.connect();
    if (command === 'create-database') await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
  } catch (error) {
    const fields = { message: error.message, error_code: error.code === '3D000' ? 'P1003' : 'P1001', is_panic: false };
    console.error(`\n${JSON.stringify({ level: 'ERROR', fields, target: 'schema_engine::logger' })}`);
    process.exitCode = 1;
  } finally {
    await client.end();
  }
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

/**
 * What the CLI shows of a failure; the engine puts its own description into the message as JSON.
 */
function describe(error) {
  try {
    return JSON.parse(error.message);
  } catch {
    return { is_panic: false, message: String(error?.message ?? error), error_code: error?.code ?? null, meta: null };
  }
}

async function serve() {
  let engine;
  for await (const line of createInterface({ input: process.stdin })) {
    if (!line.trim()) continue;
    trace('<', line);
    const { id, method, params } = JSON.parse(line);
    // The CLI's answer to a `print` of ours.
    if (method === undefined) continue;
    try {
      engine ??= await newEngine();
      const name = method === 'getDatabaseVersion' ? 'version' : method;
      if (typeof engine[name] !== 'function') throw new Error(`unsupported method ${method}`);
      const result = await engine[name](params);
      if (method === 'diff' && result?.stdout) {
        send({ id: 9_000_000 + id, method: 'print', params: { content: result.stdout } });
      }
      trace('>', JSON.stringify(result));
      send({ id, result: result ?? null });
    } catch (error) {
      trace('!', error?.stack ?? error);
      send({
        id,
        error: { code: 4466, message: 'An error happened. Check the data field for details.', data: describe(error) },
      });
    }
  }
}

if (positionals[0] === 'cli') await runCli(positionals[1]);
else await serve();
// Pools of the engine may still be open; the CLI waits for the end of this process.
process.exit();
