import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setByCompose } from '@longhand/config';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { listSettings } from '../../libs/config/src/setting.js';
import { settings } from '../../libs/config/src/settings.js';

const checkoutDir = fileURLToPath(new URL('../../', import.meta.url));
const text = readFileSync(join(checkoutDir, 'docker-compose.yml'), 'utf8');

interface Service {
  image: string;
  build?: { args: Record<string, string> };
  pull_policy?: string;
  environment: Record<string, string>;
  read_only: boolean;
  cap_drop: string[];
  security_opt: string[];
  mem_limit: string;
  pids_limit: number;
  volumes: unknown[];
}

const { services, volumes } = parse(text, { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, object>;
};
const ours = Object.entries(services).filter(([, { build }]) => build !== undefined);

describe('the compose file', () => {
  it('hands every setting of .env.example on to every service of ours', () => {
    const example = readFileSync(join(checkoutDir, '.env.example'), 'utf8');
    const named = [...example.matchAll(/^# ([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);
    expect(named).toEqual(listSettings(settings).map(({ env }) => env));
    expect(ours.map(([name]) => name)).toEqual([
      'migrate',
      'backup',
      'api',
      'preprocess-worker',
      'ocr-worker',
      'ocr-worker-gpu',
    ]);
    for (const [service, { environment }] of ours) {
      for (const name of named.filter((one) => !setByCompose.has(one))) {
        expect([service, name, environment[name]]).toEqual([service, name, `\${${name}:-}`]);
      }
    }
  });

  it('gives our services nothing that they do not read', () => {
    const known = new Set(listSettings(settings).map(({ env }) => env));
    for (const [service, { environment }] of ours)
      expect([service, Object.keys(environment).filter((name) => !known.has(name))]).toEqual([service, []]);
  });

  it('asks no registry for images of ours', () => {
    for (const [service, { image, pull_policy }] of ours) {
      expect([service, image, pull_policy]).toEqual([
        service,
        expect.stringContaining('longhand/'),
        expect.stringContaining('PULL_POLICY:-build'),
      ]);
    }
  });

  it('locks every container: nothing written but volumes, no capabilities, a limit of memory and of processes', () => {
    for (const [name, service] of Object.entries(services)) {
      expect([name, service.cap_drop]).toEqual([name, ['ALL']]);
      expect([name, service.security_opt]).toEqual([name, ['no-new-privileges:true']]);
      expect([name, service.mem_limit]).toEqual([name, expect.stringMatching(/\dg|\dm/)]);
      expect([name, service.pids_limit]).toEqual([name, expect.any(Number)]);
      // What other S3 servers write beside their data is not known.
      expect([name, service.read_only]).toEqual([name, name !== 's3']);
    }
  });

  it('ties the database’s volume to the version that wrote it', () => {
    const version = /postgres:(\d+)-/.exec(services.postgres.image)?.[1];
    expect(services.postgres.volumes).toEqual([`postgres-${version}:/var/lib/postgresql`]);
    expect(Object.keys(volumes)).toContain(`postgres-${version}`);
  });
});

describe('deploy/make-env', () => {
  const folder = mkdtempSync(join(tmpdir(), 'longhand-env-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const make = (name: string) => spawnSync(join(checkoutDir, 'deploy/make-env'), [join(folder, name)]);
  const read = (name: string) =>
    new Map(
      [...readFileSync(join(folder, name), 'utf8').matchAll(/^([A-Z_0-9]+)=(.+)$/gm)].map(([, key, value]) => [
        key,
        value,
      ]),
    );

  it('makes a random secret for each that the compose file wants, for its owner alone', () => {
    expect([make('a').status, make('b').status]).toEqual([0, 0]);
    const [first, second] = [read('a'), read('b')];
    const wanted = new Set([...text.matchAll(/\$\{([A-Z_0-9]+):\?/g)].map(([, name]) => name));
    // Systems from before there were encrypted backups start without a key for them.
    expect([...first.keys()].sort()).toEqual([...wanted, 'BACKUP_KEY'].sort());
    for (const [name, value] of first) {
      expect(value.length).toBeGreaterThanOrEqual(20);
      expect(value).not.toBe(second.get(name));
    }
    for (const name of ['STORAGE_KEY', 'BACKUP_KEY'])
      expect(Buffer.from(first.get(name) ?? '', 'base64')).toHaveLength(32);
    expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o600);
  });

  it('leaves secrets alone that are there', () => {
    const before = readFileSync(join(folder, 'a'), 'utf8');
    const again = make('a');
    expect([again.status, again.stderr.toString()]).toEqual([1, expect.stringContaining('exists already')]);
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe(before);
  });

  it('is the only source of secrets: the compose file has no default for any', () => {
    const withDefaults = [...text.matchAll(/\$\{([A-Z_0-9]+)(:?-[^}]+)\}/g)].map(([, name]) => name);
    expect(withDefaults.filter((name) => /PASSWORD|SECRET|KEY/.test(name))).toEqual([]);
  });
});
