// Makes the checkout ready to run: packages, Prisma client, TypeScript, the web page. Quiet and
// fast when nothing changed; one line per step on standard error otherwise, and the end of the log
// when a step fails. Needs nothing but Node. Called by the launcher.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STATE = join(ROOT, '.longhand');
const LOG = join(STATE, 'prepare.log');
/** What the launcher runs; their references bring every library and the training program. */
const PROGRAMS = ['cli', 'services/api', 'services/preprocess-worker', 'services/ocr-worker'];

/** What the web page is made from, besides its src. */
const WEB_FILES = [
  'web/index.html',
  'web/vite.config.ts',
  'libs/api-client/tools/generate-types.mjs',
  'services/api/openapi.json',
];

class StepFailed extends Error {}

const sha256 = (...texts) =>
  texts.reduce((hash, text) => hash.update(text).update('\0'), createHash('sha256')).digest('hex');
const read = (path) => (existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : '');

/**
 * Whether node_modules holds what the lock file says, read from npm's own record of what it
 * installed.
 */
export function isInstalled(lockText, installedText) {
  if (!installedText) return false;
  const installed = JSON.parse(installedText).packages;
  return Object.entries(JSON.parse(lockText).packages).every(([path, entry]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true;
    const there = installed[path];
    if (there) return there.version === entry.version && Boolean(there.link) === Boolean(entry.link);
    return Boolean(entry.optional || entry.peer || entry.devOptional);
  });
}

function hashOfSources() {
  const files = ['package-lock.json', 'tsconfig.base.json', 'tsconfig.json', 'prisma/schema.prisma', ...WEB_FILES];
  const walk = (folder) => {
    for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
      if (entry.name === 'generated' || entry.name.includes('.test.')) continue;
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else files.push(path);
    }
  };
  for (const home of packageHomes()) {
    files.push(`${home}/package.json`, `${home}/tsconfig.json`);
    if (existsSync(join(ROOT, home, 'src'))) walk(`${home}/src`);
  }
  walk('web/public');
  return sha256(process.versions.node.split('.')[0], ...files.flatMap((file) => [file, read(file)]));
}

const packageHomes = () =>
  ['libs', 'services']
    .flatMap((group) => readdirSync(join(ROOT, group)).map((name) => `${group}/${name}`))
    .concat('training', 'bench', 'cli', 'web');

const isBuilt = () =>
  existsSync(join(ROOT, 'web/dist/index.html')) &&
  PROGRAMS.every(
    (home) => existsSync(join(ROOT, home, 'dist', 'main.js')) || existsSync(join(ROOT, home, 'dist', 'index.js')),
  );

async function step(name, program, args, env = {}) {
  const started = Date.now();
  process.stderr.write(`longhand: ${name} ...\n`);
  const log = openSync(LOG, 'a');
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', log, log], env: { ...process.env, ...env } });
  const code = await new Promise((resolve) =>
    child.once('error', () => resolve(127)).once('exit', (exitCode) => resolve(exitCode ?? 1)),
  );
  closeSync(log);
  if (code !== 0) throw new StepFailed(`${name} failed`);
  process.stderr.write(`longhand: ${name}: ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

const stampFile = (name) => join(STATE, `${name}.stamp`);
const hasStamp = (name, hash) => existsSync(stampFile(name)) && readFileSync(stampFile(name), 'utf8') === hash;

function stamp(name, hash) {
  writeFileSync(`${stampFile(name)}.draft`, hash);
  renameSync(`${stampFile(name)}.draft`, stampFile(name));
}

/** One launcher at a time prepares; a second one waits, a dead one's lock is taken over. */
async function locked(work) {
  const lock = join(STATE, 'prepare.lock');
  for (let waited = 0; ; waited += 1) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (isLeftBehind(lock)) rmSync(lock, { force: true });
      else if (waited === 0)
        process.stderr.write('longhand: waiting for another longhand that prepares this checkout ...\n');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/**
 * Whether the launcher that made this lock is gone. A lock without a number is one that is being
 * written.
 */
function isLeftBehind(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    return pid > 0 && !process.kill(pid, 0);
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function requireWritable() {
  try {
    accessSync(ROOT, constants.W_OK);
    mkdirSync(STATE, { recursive: true });
    accessSync(STATE, constants.W_OK);
    if (existsSync(join(ROOT, 'node_modules'))) accessSync(join(ROOT, 'node_modules'), constants.W_OK);
  } catch {
    throw new StepFailed(
      `${ROOT} cannot be written by you: clone it again as yourself, or let its owner run ./longhand --help once`,
    );
  }
}

async function prepare() {
  const lockText = read('package-lock.json');
  const installHash = sha256(lockText);
  const isInstallDone = () =>
    hasStamp('installed', installHash) && existsSync(join(ROOT, 'node_modules/.package-lock.json'));
  const isBuildDone = () => isBuilt() && hasStamp('built', hashOfSources());
  if (isInstallDone() && isBuildDone()) return;
  requireWritable();
  await locked(async () => {
    writeFileSync(LOG, '');
    if (!isInstallDone()) {
      rmSync(stampFile('installed'), { force: true });
      if (!isInstalled(lockText, read('node_modules/.package-lock.json'))) {
        // Without this an npm that does not know allowScripts would let ONNX Runtime download
        // libraries for CUDA.
        const env = { ONNXRUNTIME_NODE_INSTALL: 'skip' };
        await step('installing packages (once)', 'npm', ['ci', '--no-audit', '--no-fund'], env);
      }
      stamp('installed', installHash);
    }
    if (!isBuildDone()) {
      const hash = hashOfSources();
      // `generate` needs no engine; without this the Prisma CLI would download one.
      await step(
        'generating the database client',
        process.execPath,
        ['node_modules/prisma/build/index.js', 'generate'],
        {
          PRISMA_SCHEMA_ENGINE_BINARY: existsSync('/bin/true') ? '/bin/true' : '/usr/bin/true',
          CHECKPOINT_DISABLE: '1',
        },
      );
      await step('describing the API to its clients', process.execPath, ['libs/api-client/tools/generate-types.mjs']);
      await Promise.all([
        step('compiling', process.execPath, ['node_modules/@typescript/native/bin/tsc', '-b', ...PROGRAMS]),
        step('building the web page', process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'web']),
      ]);
      stamp('built', hash);
    }
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await prepare();
  } catch (error) {
    if (existsSync(LOG) && error instanceof StepFailed) {
      const tail = readFileSync(LOG, 'utf8').trimEnd().split('\n').slice(-25).join('\n');
      if (tail) process.stderr.write(`${tail}\n`);
    }
    process.stderr.write(
      'longhand: ' +
        `${error instanceof StepFailed ? error.message : error.stack}${existsSync(LOG) ? ` (log: ${LOG})` : ''}\n`,
    );
    process.exitCode = 1;
  }
}
