import { fileURLToPath } from 'node:url';
import { loadPageReader } from '@longhand/inference';
import { findHandwritingData } from '@longhand/test-kit';
import { describe, expect, test } from 'vitest';
import { evaluateSnippets } from './evaluate-snippets.js';

const dataRoot = findHandwritingData(process.env);
const modelsDir = fileURLToPath(new URL('../../../models', import.meta.url));

describe.skipIf(!dataRoot)('lines alone (skipped without the handwriting data; LONGHAND_DATA names its folder)', () => {
  test('every 40th line as a picture of its own is read nearly as well as by the line reader itself', async () => {
    const reader = await loadPageReader({ modelsDir, uncertainBelow: 0.5 });
    try {
      const figures = (await evaluateSnippets(reader, dataRoot!, 40))!;
      const sum = (of: (f: (typeof figures)[number]) => number) => figures.reduce((all, f) => all + of(f), 0);
      const pictures = sum((f) => f.pictures);
      expect(pictures).toBeGreaterThan(60);
      // The sets' own bound is 3 points on all of their lines; a fortieth of them is too few for
      // each set alone.
      expect(sum((f) => (f.cer - f.cerOfReader) * f.pictures) / pictures).toBeLessThan(0.03);
      expect(sum((f) => f.oneLine) / pictures).toBeGreaterThan(0.95);
      expect(sum((f) => f.turned) / pictures).toBeLessThan(0.03);
    } finally {
      reader.dispose();
    }
  });
});
