import { expect, test } from 'vitest';
import { overrideSetting, settingsOf } from './settings.js';

test('a setting has another value until it is put back', () => {
  const table = settingsOf({ lines: { minHeight: 0.5 }, words: { minGap: 3 } });
  const restore = overrideSetting(table, { group: 'lines', name: 'minHeight' }, 0.75);
  expect(table).toEqual({ lines: { minHeight: 0.75 }, words: { minGap: 3 } });
  restore();
  expect(table.lines.minHeight).toBe(0.5);
});

test('an unknown setting is refused, and none comes into being', () => {
  const table = settingsOf({ lines: { minHeight: 0.5 } });
  expect(() => overrideSetting(table, { group: 'lines', name: 'maxHeight' }, 1)).toThrow('lines.maxHeight');
  expect(() => overrideSetting(table, { group: 'pages', name: 'minHeight' }, 1)).toThrow(RangeError);
  expect(table).toEqual({ lines: { minHeight: 0.5 } });
});
