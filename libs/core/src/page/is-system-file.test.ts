import { describe, expect, it } from 'vitest';
import { isSystemFile } from './is-system-file.js';

describe('isSystemFile', () => {
  it.each([
    '.DS_Store',
    'ward/.DS_Store',
    '__MACOSX/._scan.png',
    'ward/__MACOSX/scan.png',
    '._scan.png',
    'Thumbs.db',
    'ward\\THUMBS.DB',
    'desktop.ini',
    '@eaDir/scan.jpg',
  ])('knows %s', (path) => {
    expect(isSystemFile(path)).toBe(true);
  });

  it.each([
    'scan.png',
    'ward/7/scan.png',
    '.hidden.png',
    'my Thumbs.db.png',
    'desktop.ini.pdf',
    '_scan.png',
    'MACOSX/a.png',
  ])('does not take %s for one', (path) => {
    expect(isSystemFile(path)).toBe(false);
  });
});
