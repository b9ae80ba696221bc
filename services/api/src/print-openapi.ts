import { writeFile } from 'node:fs/promises';
import { createLogger } from '@longhand/log';
import { createApp } from './create-app.js';
import type { ApiDeps } from './deps.js';
import { openApiOf } from './http/openapi.js';

// Routes and schemas are all that counts here: nothing is called, so there is nothing to call.
const nothing = {} as ApiDeps;
const app = await createApp({ ...nothing, log: createLogger({ service: 'api', level: 'silent' }) });
await writeFile(new URL('../openapi.json', import.meta.url), `${JSON.stringify(openApiOf(app), null, 2)}\n`);
