// Puts what one service needs to run, and nothing else, into an empty folder: its built code, the
// packages that this leads to, and its files.
//   node tools/pack-service.mjs api|preprocess-worker|ocr-worker FOLDER
// The checkout must be built. The images of deploy/ are made of such folders.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const WORKER_FILES = ['models'];

/**
 * Files beside the code. The API's image is also where an administrator migrates, makes keys and
 * backs up.
 */
export const SERVICES = {
  api: ['cli/package.json', 'cli/dist', 'prisma/migrations', 'services/api/openapi.json', 'web/dist'],
  'preprocess-worker': WORKER_FILES,
  'ocr-worker': WORKER_FILES,
};

/** Packages of the workspace that no service names, but the commands load as they start. */
const LOADED_BY_COMMANDS = { api: ['libs/api-client'] };

/**
 * What no process loads: types, maps, documents, other databases' query compilers, other systems'
 * libraries, curves of a training.
 */
const LEFT_OUT = [
  /\.(d\.[cm]?ts|map|md|markdown|tsbuildinfo)$/,
  /[\\/]@prisma[\\/]client[\\/]runtime[\\/]query_compiler_.*\.(cockroachdb|mysql|sqlite|sqlserver)\./,
  /[\\/]onnxruntime-node[\\/]bin[\\/]napi-v\d+[\\/](darwin|win32)/,
  /^models[\\/].*\.svg$/,
];

const isKept = (path) => !LEFT_OUT.some((pattern) => pattern.test(path));

const manifestOf = (home) => JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));

/**
 * The folder of a package as Node finds it from `home`; undefined where an optional one is not
 * installed.
 */
function find(root, home, name) {
  for (let folder = home; ; folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name);
    if (basename(folder) !== 'node_modules' && existsSync(join(place, 'package.json'))) return place;
    if (folder === root || folder === dirname(folder)) return undefined;
  }
}

/**
 * Homes of every package that the service may load, of the workspace and of others, by the path
 * under which Node finds them.
 */
export function closureOf(root, service) {
  const found = new Map();
  const visit = (place) => {
    if (found.has(place)) return;
    const home = realpathSync(place);
    found.set(place, home);
    const {
      dependencies = {},
      optionalDependencies = {},
      peerDependencies = {},
      peerDependenciesMeta = {},
    } = manifestOf(home);
    const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
    const optional = new Set(Object.keys(optionalDependencies));
    for (const name of new Set([...Object.keys(dependencies), ...optional, ...peers])) {
      const next = find(root, home, name);
      if (next) visit(next);
      else if (!optional.has(name)) throw new Error(`${name}, which ${relative(root, home)} needs, is not installed`);
    }
  };
  visit(join(root, 'services', service));
  for (const home of LOADED_BY_COMMANDS[service] ?? []) {
    visit(join(root, 'node_modules', manifestOf(join(root, home)).name));
  }
  return found;
}

export function packService(root, service, target) {
  if (!(service in SERVICES)) throw new Error(`there is no service "${service}": ${Object.keys(SERVICES).join(', ')}`);
  const copy = (from) =>
    cpSync(join(root, from), join(target, from), {
      recursive: true,
      filter: (path) =>
        isKept(relative(root, path)) && (path === join(root, from) || basename(path) !== 'node_modules'),
    });
  for (const [place, home] of closureOf(root, service)) {
    const [at, from] = [relative(root, place), relative(root, home)];
    if (from.split(sep).includes('node_modules')) {
      copy(from);
      continue;
    }
    // A package of the workspace: its built code at its own place, and a link under the name by
    // which the others ask for it.
    if (!existsSync(join(home, 'dist'))) throw new Error(`${from} is not built: run npm run build`);
    copy(join(from, 'package.json'));
    copy(join(from, 'dist'));
    if (at === from) continue;
    mkdirSync(join(target, dirname(at)), { recursive: true });
    symlinkSync(relative(dirname(place), home), join(target, at));
  }
  copy('package.json');
  for (const file of SERVICES[service]) copy(file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [service, target] = process.argv.slice(2);
  try {
    if (!service || !target) throw new Error('usage: node tools/pack-service.mjs SERVICE FOLDER');
    if (existsSync(target) && readdirSync(target).length > 0) throw new Error(`${target} is not empty`);
    mkdirSync(target, { recursive: true });
    packService(ROOT, service, target);
  } catch (error) {
    process.stderr.write(`pack-service: ${error.message}\n`);
    process.exitCode = 1;
  }
}
