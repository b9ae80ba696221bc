import { createLogger } from '@longhand/log';
import { newMasterKey, openObjectStore, type SealingSettings } from '@longhand/storage';
import { patienceMs } from '@longhand/test-kit';
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeObjectStore } from '../../libs/storage/src/store.test-suite.js';
import { images } from './images.js';

const accessKey = process.env.S3_ACCESS_KEY || 'longhand';
const secretKey = 'longhand-secret';
const log = createLogger({ service: 'test', level: 'silent' });

describe('an S3 server in a container', () => {
  let container: StartedTestContainer;
  beforeAll(async () => {
    container = await new GenericContainer(images.s3)
      .withEnvironment({
        RUSTFS_VOLUMES: '/data',
        RUSTFS_ADDRESS: '0.0.0.0:9000',
        RUSTFS_ACCESS_KEY: accessKey,
        RUSTFS_SECRET_KEY: secretKey,
      })
      .withExposedPorts(9000)
      // Any answer will do: servers differ in where they say that they are well.
      .withWaitStrategy(Wait.forHttp('/', 9000).forStatusCodeMatching((status) => status < 500))
      .withStartupTimeout(patienceMs)
      .start();
  });
  afterAll(async () => void (await container?.stop()));

  const open = (secret = secretKey, bucket = 'records', sealing?: SealingSettings) =>
    openObjectStore({
      url: `s3://${container.getHost()}:${container.getMappedPort(9000)}/${bucket}?tls=0&region=us-east-1`,
      s3: { accessKey, secretKey: secret },
      ...(sealing && { sealing }),
      log,
    });

  it('refuses a wrong key', async () => {
    await expect(open('not-the-secret')).rejects.toMatchObject({ code: 'storage.unavailable' });
  });

  describeObjectStore('s3:// in a container', () => open());

  const sealing = { key: newMasterKey(), oldKeys: '', keyFile: '', plainObjects: 'refuse' } as const;
  describeObjectStore('encrypted s3:// in a container', () => open(secretKey, 'sealed', sealing), 16);
});
