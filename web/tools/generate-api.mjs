#!/usr/bin/env node
// Writes src/api/generated/schema.d.ts, the types of the whole HTTP API, from
// services/api/openapi.json in the form that openapi-fetch takes. Written here because the usual
// generator wants a TypeScript with a JavaScript API, which TypeScript 7 has not. Needs nothing but
// Node.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * @param {object} document an OpenAPI 3.1 document
 * @returns {string} a module of types: `components` and `paths`
 */
export function typesOf(document) {
  const schemas = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) => `${comment(schema)}${JSON.stringify(name)}: ${typeOf(schema)};`,
  );
  const paths = Object.entries(document.paths).map(
    ([path, item]) => `${JSON.stringify(path)}: {\n${METHODS.map((method) => methodOf(method, item)).join('\n')}\n};`,
  );
  return [
    '// Generated from services/api/openapi.json by web/tools/generate-api.mjs.',
    `export interface components { schemas: {\n${schemas.join('\n')}\n} }`,
    `export interface paths {\n${paths.join('\n')}\n}`,
    '',
  ].join('\n');
}

function methodOf(method, item) {
  const operation = item[method];
  if (!operation) return `${method}?: never;`;
  return `${comment({ description: operation.summary })}${method}: {
    parameters: { ${['query', 'path', 'header'].map((place) => parametersOf(operation, place)).join(' ')} };
    ${bodyOf(operation.requestBody)}
    responses: { ${Object.entries(operation.responses).map(responseOf).join(' ')} };
  };`;
}

function parametersOf(operation, place) {
  const found = (operation.parameters ?? []).filter((parameter) => parameter.in === place);
  if (found.length === 0) return `${place}?: never;`;
  const fields = found.map(
    ({ name, required, schema }) => `${JSON.stringify(name)}${required ? '' : '?'}: ${typeOf(schema ?? {})};`,
  );
  return `${place}${found.some(({ required }) => required) ? '' : '?'}: { ${fields.join(' ')} };`;
}

function bodyOf(body) {
  if (!body) return 'requestBody?: never;';
  return `requestBody${body.required ? '' : '?'}: { content: ${contentOf(body.content)} };`;
}

function responseOf([status, { content }]) {
  const key = status === 'default' ? 'default' : Number(status);
  return `${key}: { headers: Record<string, unknown>; ${content ? `content: ${contentOf(content)};` : 'content?: never;'} };`;
}

function contentOf(content) {
  return `{ ${Object.entries(content)
    .map(([type, { schema }]) => `${JSON.stringify(type)}: ${typeOf(schema ?? {})};`)
    .join(' ')} }`;
}

/**
 * The TypeScript type of a JSON schema. A schema of a kind that is not known here is an error and
 * not `unknown`.
 */
function typeOf(schema) {
  if (schema.$ref) return `components['schemas'][${JSON.stringify(schema.$ref.split('/').at(-1))}]`;
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((choice) => `(${typeOf(choice)})`).join(' | ');
  if (schema.allOf) return schema.allOf.map((part) => `(${typeOf(part)})`).join(' & ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type })).join(' | ');
  switch (schema.type) {
    case 'string':
      return schema.format === 'binary' ? 'Blob' : 'string';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return `(${typeOf(schema.items ?? {})})[]`;
    case 'object':
      return objectOf(schema);
    case undefined:
      return 'unknown';
    default:
      throw new Error(`no TypeScript for a schema of type ${schema.type}`);
  }
}

function objectOf({ properties = {}, required = [], additionalProperties }) {
  const fields = Object.entries(properties).map(
    ([name, schema]) =>
      `${comment(schema)}${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)};`,
  );
  if (fields.length > 0) return `{\n${fields.join('\n')}\n}`;
  return `Record<string, ${typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown'}>`;
}

const comment = ({ description }) => (description ? `/** ${description.replaceAll('*/', '* /')} */\n` : '');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const source = new URL('../../services/api/openapi.json', import.meta.url);
  const target = fileURLToPath(new URL('../src/api/generated/schema.d.ts', import.meta.url));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, typesOf(JSON.parse(readFileSync(source, 'utf8'))));
}
