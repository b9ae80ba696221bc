import { describe, expect, it } from 'vitest';
import { parsePidFile } from './stop-previous-server.js';

describe('parsePidFile', () => {
  it('reads process and folder', () => {
    expect(parsePidFile('4711\n/data/pg\n1763800000\n5433\n')).toEqual({ pid: 4711, dataDir: '/data/pg' });
  });

  it.each(['', 'x\n/data', '1\n/data', '-4\n/data', '4711'])('finds no server in %j', (text) => {
    expect(parsePidFile(text)).toBeUndefined();
  });
});
