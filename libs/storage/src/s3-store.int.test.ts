import { createServer } from 'node:net';
import { createLogger } from '@longhand/log';
import { describe, expect, it } from 'vitest';
import { openObjectStore } from './open-object-store.js';
import { parseS3Url } from './s3-location.js';
import { describeObjectStore } from './store.test-suite.js';

const log = createLogger({ service: 'test', level: 'silent' });
const { LONGHAND_TEST_S3_URL: url, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey } = process.env;

if (url) describeObjectStore('s3://', () => openObjectStore({ url, s3: { accessKey, secretKey }, log }));
else {
  describe.skip('object store conformance: s3://', () => {
    it('is not configured: set LONGHAND_TEST_S3_URL, S3_ACCESS_KEY and S3_SECRET_KEY to run it on a server', () => {
      expect(url).toBeDefined();
    });
  });
}

describe('s3 store', () => {
  it('reads its URL', () => {
    expect(parseS3Url('s3://store.example:9000/records?tls=0&region=eu-west-1')).toEqual({
      host: 'store.example',
      port: 9000,
      bucket: 'records',
      tls: false,
      region: 'eu-west-1',
    });
    expect(parseS3Url('s3://store.example/records')).toMatchObject({ port: 443, tls: true, region: 'us-east-1' });
    expect(() => parseS3Url('s3://store.example/')).toThrow('s3://host:port/bucket');
    expect(() => parseS3Url('s3://store.example/NotABucket')).toThrow('s3://host:port/bucket');
  });

  it('wants keys', async () => {
    await expect(openObjectStore({ url: 's3://127.0.0.1:1/records', log })).rejects.toMatchObject({
      code: 'storage.no_keys',
    });
  });

  it('says that the server is away', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const opening = openObjectStore({
      url: `s3://127.0.0.1:${port}/records?tls=0`,
      s3: { accessKey: 'a', secretKey: 'b' },
      log,
    });
    await expect(opening).rejects.toMatchObject({ code: 'storage.unavailable' });
  });
});
