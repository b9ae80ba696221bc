import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('keeps the words of the spelling check in order, each once', () => {
  const words = readFileSync(new URL('words.txt', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  const folded = words.map((word) => word.toLowerCase());
  expect(folded).toEqual([...new Set(folded)].sort());
});
