import { expect, it } from 'vitest';
import { replaceSection } from './replace-section.js';

const text = 'a\n<!-- begin soak -->\n\nold\n\n<!-- end soak -->\nb\n';

it('replaces what stands between the marks, as often as it is asked', () => {
  const once = replaceSection(text, 'soak', 'new\n');
  expect(once).toBe('a\n<!-- begin soak -->\n\nnew\n\n<!-- end soak -->\nb\n');
  expect(replaceSection(once, 'soak', 'new')).toBe(once);
});

it('does not guess where a section belongs', () => {
  expect(() => replaceSection(text, 'chaos', 'new')).toThrow('no place for "chaos"');
});
