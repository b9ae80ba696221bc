import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
/** The numbers of all requirements of levels 1 and 2 of ASVS 5.0.0. */
const wanted = read('asvs-5.0-level-2.txt').trim().split('\n');

/** Numbers that the first column of the table names; "1.2.1–1.2.3" names three. */
function requirementsIn(text) {
  const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+[^|]*)\|[^|]*\|(.*)\|$/gm)];
  return rows.flatMap(([, cell, held]) => {
    expect(held.trim()).not.toBe('');
    return cell
      .trim()
      .split(', ')
      .flatMap((part) => {
        const [first, last = first] = part.split('–');
        const group = first.slice(0, first.lastIndexOf('.'));
        const numberOf = (one) => Number(one.slice(one.lastIndexOf('.') + 1));
        return Array.from(
          { length: numberOf(last) - numberOf(first) + 1 },
          (_, i) => `${group}.${numberOf(first) + i}`,
        );
      });
  });
}

it('docs/security.md has each requirement of ASVS 5.0 level 2 in one row, and none that there is not', () => {
  const named = requirementsIn(read('../docs/security.md'));
  expect(wanted.filter((one) => !named.includes(one))).toEqual([]);
  expect(named.filter((one) => !wanted.includes(one))).toEqual([]);
  expect(named).toHaveLength(wanted.length);
});
