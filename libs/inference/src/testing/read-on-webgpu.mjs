// Runs small networks on WebGPU and prints their scores as JSON: webgpu.int.test.ts starts it with
// a software Vulkan driver.
//   node ... read-on-webgpu.mjs PACKAGES   with `webgpu` and `@tensorflow/tfjs-backend-webgpu` in the folder PACKAGES
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadBackend } from '../engines/load-backend.ts';
import { stopWebgpu } from '../engines/start-webgpu.ts';
import { scoresOfSmallNetworks } from './small-networks.ts';

const { resolve } = createRequire(join(process.argv[2], 'here.js'));
const importPackage = (name) => import(pathToFileURL(resolve(name)).href);
const refused = await loadBackend({ backend: 'webgpu', importPackage }).then(
  () => '',
  (error) => error.message,
);
const engine = await loadBackend({ backend: 'webgpu', allowSoftwareGpu: true, importPackage });
const scores = await scoresOfSmallNetworks();
console.log(JSON.stringify({ refused, engine, scores }));
stopWebgpu();
