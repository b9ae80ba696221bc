import { expect, it } from 'vitest';
import { loadConfig } from './load-config.js';
import { printEnvDocs } from './print-env-docs.js';

it('documents each key once in both texts', () => {
  const { markdown, envExample } = printEnvDocs();
  const keys = [...markdown.matchAll(/^\| `([A-Z0-9_]+)`/gm)].map((match) => match[1]);
  expect(keys).toContain('DATABASE_URL');
  expect(new Set(keys).size).toBe(keys.length);
  expect([...envExample.matchAll(/^# ([A-Z0-9_]+)=/gm)].map((match) => match[1])).toEqual(keys);
});

it('writes an example that is a valid environment', () => {
  const lines = [...printEnvDocs().envExample.matchAll(/^# ([A-Z0-9_]+)=(.*)$/gm)];
  const env = Object.fromEntries(lines.map(([, key, value]) => [key, value]));
  expect(loadConfig(env)).toEqual(loadConfig({}));
});

it('says nothing about the machine it ran on', () => {
  const { markdown, envExample } = printEnvDocs();
  expect(markdown + envExample).not.toMatch(/\/home\/|\/root\//);
});
