#!/usr/bin/env node
// Writes src/generated/schema.ts, the types of the whole HTTP API, from services/api/openapi.json.
// A module, not a declaration file: the compiler leaves those out of dist.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const source = new URL('../../../services/api/openapi.json', import.meta.url);
const target = fileURLToPath(new URL('../src/generated/schema.ts', import.meta.url));

const types = astToString(await openapiTS(source));
mkdirSync(dirname(target), { recursive: true });
writeFileSync(
  target,
  `// Generated from services/api/openapi.json by libs/api-client/tools/generate-types.mjs.\n${types}`,
);
