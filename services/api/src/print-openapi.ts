import { readFile, writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { loadConfig } from '@longhand/config';
import { createLogger } from '@longhand/log';
import { createApp } from './create-app.js';
import type { ApiDeps } from './deps.js';
import { openApiOf } from './http/openapi.js';

// Only routes and schemas matter here: no service is called, so none is needed.
const nothing = {} as ApiDeps;
const config = loadConfig({});
const app = await createApp({ ...nothing, config, log: createLogger({ service: 'api', level: 'silent' }) });
const file = new URL('../openapi.json', import.meta.url);
const text = `${JSON.stringify(openApiOf(app), null, 2)}\n`;
if (!process.argv.includes('--check')) await writeFile(file, text);
else if (!isDeepStrictEqual(JSON.parse(await readFile(file, 'utf8')), JSON.parse(text))) {
  console.error('services/api/openapi.json is not what the API says: run "npm run docs" and commit it');
  process.exitCode = 1;
}
