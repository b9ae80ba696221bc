/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: sources that are looked at */
import { expect, it } from 'vitest';
import { checkCatalogue, compareCatalogues, unusedKeys } from './check-catalogue.mjs';
import { stringsOf } from './loose-strings.mjs';

const looseIn = (text) => stringsOf('a.tsx', text).loose.map((line) => line.replace(/^a.tsx:\d+: | is not in.*$/g, ''));

it.each([
  ['words between tags', 'const a = <p>Try again</p>', ['"Try again"']],
  ['a label', 'const a = <input aria-label="Files" />', ['"Files"']],
  ['either side of a choice', "const a = <p>{done ? 'Copied' : t('copy')}</p>", ['"Copied"']],
  ['a sentence in a variable', "const a = 'The page is being read.';", ['"The page is being read."']],
  ['a sentence with a gap', 'const a = `Role of ${name}`;', ['"Role of …"']],
  ['a title in an object', "const a = { value: 'x', label: 'plain' };", ['"plain"']],
  ['what is in the catalogue', "const a = <p title={t('a.title')}>{t(`a.${state}`)}</p>", []],
  [
    'classes, addresses and errors for developers',
    "const a = <p className=\"one two\" />; fetch('/v1/me'); throw new Error('no such file');",
    [],
  ],
])('finds %s', (_, text, loose) => expect(looseIn(text)).toEqual(loose));

it('misses no language, plural form, gap or tag', () => {
  const en = { a: { files_one: '{{count}} file', files_other: '{{count}} files', go: 'Go to <b>{{place}}</b>' } };
  const fr = {
    a: { files_one: '{{count}} fichier', files_other: '{{count}} fichiers', go: 'Aller à {{place}}', more: 'plus' },
  };
  expect(compareCatalogues({ en, fr })).toEqual([
    'fr: a.files_many is missing',
    'fr: a.more is not in en',
    'fr: a.go has other gaps or tags',
  ]);
});

it('finds keys that nothing asks for', () => {
  const catalogue = { a: { used_one: 'x', used_other: 'y', made: 'z', left: 'w' } };
  const patterns = [/^a\.m[^.]+$/];
  expect(unusedKeys(catalogue, { literals: new Set(['a.used']), patterns })).toEqual(['en: nothing uses a.left']);
});

it('finds nothing in this project', () => expect(checkCatalogue('.')).toEqual([]));
