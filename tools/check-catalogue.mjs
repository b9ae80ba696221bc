#!/usr/bin/env node
// The texts of the web page stand in its catalogue, and each of them in every language: no text
// outside, no key without a use, no plural form or gap missing, and every error that the server may
// tell of in French and German. `node tools/check-catalogue.mjs [root]`. Exit code 1 and one line
// per problem.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringsOf } from './loose-strings.mjs';

const HOME = 'web/src/language/catalogue';
const LANGUAGES = ['en', 'fr', 'de'];
const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Every text of a catalogue by its dotted key. */
export function flat(node, before = '') {
  return Object.entries(node).flatMap(([name, value]) =>
    typeof value === 'string' ? [[before + name, value]] : flat(value, `${before}${name}.`),
  );
}

/** What a text has to have in every language: its gaps and its tags. */
const partsOf = (text) => (text.match(/\{\{[^}]+\}\}|<\/?\w+>/g) ?? []).sort().join(' ');

/**
 * @param {Record<string, object>} catalogues by language, the first one the measure for the others
 * @returns {string[]} what they lack
 */
export function compareCatalogues(catalogues) {
  const [[first, model], ...others] = Object.entries(catalogues).map(([name, node]) => [name, new Map(flat(node))]);
  const formsOf = (keys) => Map.groupBy([...keys], (key) => key.replace(PLURAL, ''));
  const wanted = formsOf(model.keys());
  return [[first, model], ...others].flatMap(([language, texts]) => {
    const has = formsOf(texts.keys());
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const missing = [...wanted].flatMap(([key, forms]) => {
      const needed = PLURAL.test(forms[0]) ? pluralCategories.map((form) => `${key}_${form}`) : [key];
      return needed.filter((one) => !texts.has(one)).map((one) => `${language}: ${one} is missing`);
    });
    const needless = [...has.keys()]
      .filter((key) => !wanted.has(key))
      .map((key) => `${language}: ${key} is not in ${first}`);
    const other = [...texts].flatMap(([key, text]) => {
      const of = model.get(key) ?? model.get(key.replace(PLURAL, '_other'));
      return of !== undefined && partsOf(of) !== partsOf(text) ? [`${language}: ${key} has other gaps or tags`] : [];
    });
    return [...missing, ...needless, ...other];
  });
}

/** Keys of a catalogue that nothing asks for. */
export function unusedKeys(catalogue, { literals, patterns }) {
  return flat(catalogue)
    .map(([key]) => key.replace(PLURAL, ''))
    .filter((key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)))
    .map((key) => `en: nothing uses ${key}`);
}

/**
 * Codes of errors and warnings that may reach the page: those with a status, and those of files and
 * pages.
 */
function errorCodes(root) {
  const read = (path) => readFileSync(join(root, path), 'utf8');
  const listed = [
    'services/api/src/http/error-status.ts',
    'libs/image-io/src/refusals.ts',
    'libs/core/src/page/page-warning.ts',
  ].flatMap((path) => [...read(path).matchAll(/^ {2}'([a-z]+\.[a-z_]+)':/gm)]);
  const thrown = ['services', 'libs'].flatMap((folder) =>
    sourcesBelow(join(root, folder)).flatMap((file) => [
      ...readFileSync(file, 'utf8').matchAll(/\b(?:FileRefusal|PermanentFailure|refuse)\(\s*'([a-z]+\.[a-z_]+)'/g),
    ]),
  );
  return new Set([...listed, ...thrown].map(([, code]) => code));
}

function sourcesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(
      ({ name, parentPath }) =>
        /\.tsx?$/.test(name) &&
        !/\.(d|test|test-suite)\.tsx?$/.test(name) &&
        !/node_modules|dist|generated/.test(parentPath),
    )
    .map(({ name, parentPath }) => join(parentPath, name));
}

export function checkCatalogue(root) {
  const read = (name) => JSON.parse(readFileSync(join(root, HOME, `${name}.json`), 'utf8'));
  const catalogues = Object.fromEntries(LANGUAGES.map((language) => [language, read(language)]));
  const files = sourcesBelow(join(root, 'web/src')).map((file) =>
    stringsOf(relative(root, file), readFileSync(file, 'utf8')),
  );
  const used = {
    literals: new Set(files.flatMap(({ literals }) => [...literals])),
    patterns: files.flatMap(({ patterns }) => patterns).filter(({ source }) => /^\^[a-zA-Z]+\\\./.test(source)),
  };
  const [french, german] = ['errors-fr', 'errors-de'].map((name) => new Map(flat(read(name))));
  const codes = errorCodes(root);
  const untold = [...codes].flatMap((code) =>
    [french, german].flatMap((texts, i) =>
      texts.has(code) ? [] : [`${['fr', 'de'][i]}: the error ${code} is missing`],
    ),
  );
  const uneven = [...french.keys()]
    .filter((code) => !german.has(code))
    .concat([...german.keys()].filter((code) => !french.has(code)));
  return [
    ...files.flatMap(({ loose }) => loose),
    ...compareCatalogues(catalogues),
    ...unusedKeys(catalogues.en, used),
    ...untold,
    ...uneven.map((code) => `the error ${code} is in one language only`),
  ];
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const problems = checkCatalogue(resolve(process.argv[2] ?? '.'));
  for (const problem of problems) console.error(problem);
  console.log(
    problems.length ? `${problems.length} problems` : `${basename(HOME)}: every text in ${LANGUAGES.length} languages`,
  );
  process.exitCode = problems.length ? 1 : 0;
}
