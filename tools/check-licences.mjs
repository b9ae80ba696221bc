#!/usr/bin/env node
// Holds every package of the lock file to the list of licences that the product may be shipped
// with. `--sbom FILE` also writes what was found as CycloneDX 1.6. Reads node_modules, because lock
// files do not always carry licences.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'EPL-2.0',
  'ISC',
  'LGPL-3.0',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
]);

/**
 * What packages that never ship (`dev` in the lock file) may have besides: word lists and other data
 * that checks read and nothing copies (docs/decisions/0001-libraries.md).
 */
const ALLOWED_IN_DEVELOPMENT = new Set(['CC-BY-SA-4.0']);

/**
 * Packages whose package.json names no licence, or one that SPDX does not know: read by a person,
 * with where it stands.
 */
const READ_BY_HAND = {
  '@cspell/dict-en-common-misspellings': 'CC-BY-SA-4.0',
  'combine-errors': 'MIT',
  'seq-queue': 'MIT',
};

/**
 * Whether an SPDX expression can be met with the allowed licences: one side of an OR, both sides of
 * an AND.
 * @param {string} expression
 * @param {boolean} isDevelopment whether the package never ships
 */
export function isAllowed(expression, isDevelopment = false) {
  const text = expression.replace(/[()]/g, ' ').trim();
  if (/\sOR\s/i.test(text)) return text.split(/\sOR\s/i).some((side) => isAllowed(side, isDevelopment));
  if (/\sAND\s/i.test(text)) return text.split(/\sAND\s/i).every((side) => isAllowed(side, isDevelopment));
  const licence = text.replace(/\sWITH\s.*$/, '').trim();
  return ALLOWED.has(licence) || (isDevelopment && ALLOWED_IN_DEVELOPMENT.has(licence));
}

/**
 * @returns {{name: string, version: string, licence: string | undefined, integrity?: string,
 *   isDevelopment: boolean}[]}
 */
export function packagesOf(root) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const found = Object.entries(lock.packages).flatMap(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link) return [];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = READ_BY_HAND[name] ?? entry.license ?? licenceOnDisk(join(root, path, 'package.json'));
    return [{ name, version: entry.version, licence, integrity: entry.integrity, isDevelopment: entry.dev === true }];
  });
  return found.map((one) => (one.licence ? one : { ...one, licence: licenceOfSibling(one, found) }));
}

/**
 * Binaries for other platforms are not installed here: they have the licence of the one for this
 * platform, beside them in their scope.
 */
function licenceOfSibling({ name, version }, found) {
  const scope = /^@[^/]+\//.exec(name)?.[0];
  const siblings = found.filter((one) => scope && one.name.startsWith(scope) && one.version === version && one.licence);
  return siblings[0]?.licence;
}

function licenceOnDisk(path) {
  if (!existsSync(path)) return undefined;
  const { license, licenses } = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof license === 'string') return license;
  if (license?.type) return license.type;
  return licenses?.map(({ type }) => type).join(' OR ');
}

/** The version that every package of the workspace has. */
const productVersion = () => JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;

/** What is shipped, as CycloneDX 1.6. */
function sbomOf(packages) {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', name: 'longhand', version: productVersion() } },
    components: packages
      .filter(({ isDevelopment }) => !isDevelopment)
      .map(({ name, version, licence, integrity }) => ({
        type: 'library',
        name,
        version,
        purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
        ...(licence && { licenses: [{ expression: licence }] }),
        ...(integrity?.startsWith('sha512-') && {
          hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice(7), 'base64').toString('hex') }],
        }),
      })),
  };
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  // The GPU image has a lock file of its own.
  const roots = ['..', '../deploy/gpu'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const packages = roots.flatMap(packagesOf);
  const bad = packages.filter(
    ({ licence, isDevelopment }) => licence === undefined || !isAllowed(licence, isDevelopment),
  );
  for (const { name, version, licence } of bad) console.error(`${name} ${version}: ${licence ?? 'names no licence'}`);
  const target = process.argv[process.argv.indexOf('--sbom') + 1];
  if (process.argv.includes('--sbom')) writeFileSync(target, `${JSON.stringify(sbomOf(packages), null, 2)}\n`);
  console.log(bad.length ? `${bad.length} packages need a look` : `licences: ${packages.length} packages are fine`);
  process.exitCode = bad.length ? 1 : 0;
}
