import { describe, expect, it } from 'vitest';
import { completeLock, platformOf } from './complete-lock.mjs';

describe('platformOf', () => {
  it.each([
    ['@img/sharp-linux-x64', { cpu: ['x64'], os: ['linux'] }],
    ['@biomejs/cli-linux-arm64-musl', { cpu: ['arm64'], libc: ['musl'], os: ['linux'] }],
    ['@oxlint/binding-linux-arm-gnueabihf', { cpu: ['arm'], libc: ['glibc'], os: ['linux'] }],
    ['@x/native-win32-ia32-msvc', { cpu: ['ia32'], os: ['win32'] }],
  ])('reads %s', (name, expected) => expect(platformOf(name)).toEqual(expected));

  it('leaves packages for every platform to npm', () => expect(platformOf('fsevents')).toBeUndefined());
});

describe('completeLock', () => {
  const lock = () => ({
    packages: {
      '': {},
      'node_modules/tool': {
        version: '1.0.0',
        dev: true,
        resolved: 'https://packages.example/tool.tgz',
        optionalDependencies: { '@tool/linux-x64': '1.0.0', '@tool/darwin-arm64': '^1.0.0', helper: '2' },
      },
      'node_modules/@tool/linux-x64': { version: '1.0.0', optional: true },
      'node_modules/linked': { resolved: 'libs/linked', link: true },
    },
  });

  it('adds what is missing, once, and takes addresses out', () => {
    const mended = lock();
    expect(completeLock(mended)).toEqual({ added: ['@tool/darwin-arm64@^1.0.0'], addresses: 1 });
    expect(mended.packages['node_modules/@tool/darwin-arm64']).toEqual({
      version: '1.0.0',
      cpu: ['arm64'],
      os: ['darwin'],
      dev: true,
      optional: true,
    });
    expect(mended.packages['node_modules/linked'].resolved).toBe('libs/linked');
    expect(completeLock(mended)).toEqual({ added: [], addresses: 0 });
  });

  it('finds a package that is locked beside its parent', () => {
    const nested = lock();
    nested.packages['node_modules/tool/node_modules/@tool/darwin-arm64'] = { version: '1.0.0' };
    expect(completeLock(nested).added).toEqual([]);
  });
});
