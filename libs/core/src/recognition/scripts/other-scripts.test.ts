import { describe, expect, it } from 'vitest';
import { otherScripts, type ScriptEvidence } from './other-scripts.js';

const line = (logOdds: number, script: ScriptEvidence['script'] = 'Deva', frames = 100): ScriptEvidence => ({
  script,
  logOdds,
  frames,
});

describe('otherScripts', () => {
  it('reads a page of Latin lines, though one looks a little like another script', () => {
    expect(otherScripts([line(-7), line(-6), line(4), line(-8)])).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('takes a weak line along on a page of another script', () => {
    expect(otherScripts([line(7), line(2), line(6), line(8)])).toEqual(['Deva', 'Deva', 'Deva', 'Deva']);
  });

  it('reads the Latin line of a page of another script', () => {
    expect(otherScripts([line(7), line(-7), line(6)])).toEqual(['Deva', undefined, 'Deva']);
  });

  it('names each line by its own ink', () => {
    expect(otherScripts([line(7), line(8, 'Taml')])).toEqual(['Deva', 'Taml']);
  });

  it('takes lines that were not asked along where nearly all others are of another script', () => {
    expect(otherScripts([line(7), undefined, line(6)])).toEqual(['Deva', 'Deva', 'Deva']);
    expect(otherScripts([line(7), undefined, line(-6)])[1]).toBeUndefined();
    expect(otherScripts([undefined])).toEqual([undefined]);
  });
});
