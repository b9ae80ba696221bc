import { describe, expect, it } from 'vitest';
import { ConfigError, isGiven, loadConfig } from './load-config.js';

describe('loadConfig', () => {
  it('gives every setting a default', () => {
    const config = loadConfig({});
    expect(config.http).toMatchObject({ host: '127.0.0.1', port: 8080 });
    expect(config.page.maxPixels).toBe(60_000_000);
    expect(config.zip.maxRatio).toBe(200);
    expect(config.ocr).toMatchObject({ backend: 'auto', uncertainBelow: 0.8 });
    expect(config.storageUrl).toMatch(/^file:\/\//);
  });

  it('puts the queue into the database unless another one is named', () => {
    const url = 'postgres://someone@db:5432/records';
    expect(loadConfig({ DATABASE_URL: url }).queueUrl).toBe(url);
    expect(loadConfig({ DATABASE_URL: url, QUEUE_URL: 'redis://r:6379' }).queueUrl).toBe('redis://r:6379');
  });

  it('takes empty and blank values as absent', () => {
    expect(loadConfig({ HTTP_PORT: '', DATABASE_POOL: '  ' })).toMatchObject({ http: { port: 8080 }, databasePool: 5 });
    expect(isGiven('DATABASE_URL', { DATABASE_URL: '' })).toBe(false);
  });

  it.each([
    ['HTTP_PORT', '80a'],
    ['HTTP_PORT', '70000'],
    ['OCR_UNCERTAIN_BELOW', '1.5'],
    ['DATABASE_URL', 'mysql://x/y'],
    ['STORAGE_URL', '/var/objects'],
    ['LOG_LEVEL', 'loud'],
    ['WORKER_CONCURRENCY', '0'],
    ['QUEUE_PREFIX', 'Two Words'],
    ['OIDC_ISSUER', 'http://id.example'],
    ['OIDC_ALGORITHMS', 'RS256,none'],
    ['OIDC_ALGORITHMS', 'HS256'],
    ['OIDC_ROLES', 'staff=root'],
  ])('stops on a bad %s and names the key', (key, value) => {
    expect(() => loadConfig({ [key]: value })).toThrow(ConfigError);
    expect(() => loadConfig({ [key]: value })).toThrow(key);
  });

  it('wants to know for whom the tokens of an issuer are', () => {
    const OIDC_ISSUER = 'https://id.example/realm';
    expect(() => loadConfig({ OIDC_ISSUER })).toThrow('OIDC_AUDIENCE');
    const { oidc } = loadConfig({ OIDC_ISSUER, OIDC_AUDIENCE: 'longhand', OIDC_ROLES: 'a b=clerk, c=admin' });
    expect(oidc.roles).toEqual([
      ['a b', 'clerk'],
      ['c', 'admin'],
    ]);
  });

  it('names all bad keys at once and repeats no value', () => {
    const load = () => loadConfig({ DATABASE_URL: 'mysql://u:geheim@h/d', HTTP_PORT: 'x' });
    expect(load).toThrow(/DATABASE_URL.*HTTP_PORT/);
    expect(load).not.toThrow(/geheim/);
  });
});
