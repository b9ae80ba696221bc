import { describe, expect, it } from 'vitest';
import { isInstalled } from './prepare.mjs';

const lock = (packages) => JSON.stringify({ packages });
const wanted = lock({
  '': {},
  'libs/core': {},
  'node_modules/@longhand/core': { resolved: 'libs/core', link: true },
  'node_modules/zod': { version: '4.6.7' },
  'node_modules/tool-darwin-arm64': { version: '1.0.0', optional: true },
});

describe('isInstalled', () => {
  it('accepts what npm has put there, without the other platforms', () => {
    expect(
      isInstalled(
        wanted,
        lock({ 'node_modules/@longhand/core': { link: true }, 'node_modules/zod': { version: '4.6.7' } }),
      ),
    ).toBe(true);
  });

  it.each([
    ['nothing is there', ''],
    ['a package is missing', lock({ 'node_modules/@longhand/core': { link: true } })],
    [
      'a version differs',
      lock({ 'node_modules/@longhand/core': { link: true }, 'node_modules/zod': { version: '4.6.6' } }),
    ],
    [
      'a workspace is not linked',
      lock({ 'node_modules/@longhand/core': {}, 'node_modules/zod': { version: '4.6.7' } }),
    ],
  ])('refuses when %s', (_, installed) => expect(isInstalled(wanted, installed)).toBe(false));
});
