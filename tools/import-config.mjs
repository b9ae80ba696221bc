// Rules for dependency-cruiser, made of the tables in tools/import-rules.mjs.
import { FOLDERS, HOMES, PACKAGES } from './import-rules.mjs';

const TESTS = '\\.(test|test-suite)\\.tsx?$|/test/|/testing/';
const anyOf = (parts) => `(${parts.join('|')})`;
const homeOf = (name) => PACKAGES[name].home;
const HOMES_OF_ALL = `^${anyOf(Object.values(PACKAGES).map(({ home }) => home))}/`;
/** A package as it stands in node_modules, or by its name where it is not installed. */
const outside = (pattern) => `(^|node_modules/)${pattern}(/|$)`;

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const betweenPackages = Object.entries(PACKAGES).flatMap(([name, { home, mayImport }]) => {
  const allowed = (names) => `^${anyOf([home, ...names.map(homeOf)])}/`;
  const why = `may import ${mayImport.join(', ') || 'no package'}`;
  return [
    rule(
      `${name}-packages`,
      why,
      { path: `^${home}/`, pathNot: TESTS },
      { path: HOMES_OF_ALL, pathNot: allowed(mayImport) },
    ),
    rule(
      `${name}-packages-in-tests`,
      `${why}; tests also test-kit`,
      { path: `^${home}/.*(${TESTS})` },
      { path: HOMES_OF_ALL, pathNot: allowed([...mayImport, 'test-kit'].filter((other) => other in PACKAGES)) },
    ),
    rule(
      `${name}-doors`,
      'another package is imported by its name, which leads to its index.ts',
      { path: `^${home}/` },
      { path: HOMES_OF_ALL, pathNot: [`^${home}/`, '^[^.]*/src/index\\.ts$'] },
    ),
    rule(
      `${name}-way-out`,
      'a relative import leaves the package: import it by name',
      { path: `^${home}/` },
      { path: HOMES_OF_ALL, pathNot: `^${home}/`, dependencyTypes: ['local'] },
    ),
    rule(
      `${name}-own-door`,
      "the package's own index.ts is for others: import the file itself",
      { path: `^${home}/src/` },
      { path: `^${home}/src/index\\.ts$`, dependencyTypes: ['local'] },
    ),
  ];
});

const inFolders = Object.entries(FOLDERS).flatMap(([name, { folders, doors = ['index'] }]) => {
  const src = `^${homeOf(name)}/src`;
  const known = anyOf(Object.keys(folders));
  const rows = Object.entries(folders).map(([folder, mayImport]) =>
    rule(
      `${name}-${folder}`,
      `${name}/${folder} may import ${mayImport.join(', ') || 'no folder'}`,
      // What stands under testing/ serves tests, and tests may look into it.
      { path: `${src}/${folder}/` },
      { path: `${src}/[^/]+/`, pathNot: `${src}/${anyOf([folder, ...mayImport])}/|/testing/` },
    ),
  );
  return [
    ...rows,
    rule(
      `${name}-beside-folders`,
      'what stands beside the folders serves them all and imports none of them',
      { path: `${src}/[^/]+\\.tsx?$`, pathNot: `${src}/${anyOf(doors)}\\.ts$|${TESTS}` },
      { path: `${src}/[^/]+/`, pathNot: `${src}/generated/` },
    ),
    rule(
      `${name}-doors-in`,
      'a door only looks in',
      { path: `${src}/[^/]+/`, pathNot: TESTS },
      { path: `${src}/${anyOf(doors)}\\.ts$` },
    ),
    rule(
      `${name}-unknown-folder`,
      'a new folder needs its row in tools/import-rules.mjs',
      { path: `${src}/[^/]+/`, pathNot: `${src}/${known}/` },
      {},
    ),
  ];
});

const outsidePackages = [
  ...HOMES.map(({ packages, homes }) =>
    rule(
      `home-of-${packages}`,
      `belongs in ${homes.join(' or ')}`,
      { pathNot: `^${anyOf(homes.map(homeOf))}/|${TESTS}` },
      { path: outside(packages), pathNot: HOMES_OF_ALL },
    ),
  ),
  rule(
    'core-is-pure',
    'core is pure: nothing from outside',
    { path: '^libs/core/src/', pathNot: TESTS },
    { pathNot: '^libs/core/' },
  ),
  rule(
    'undeclared',
    "is not among this package's dependencies",
    { pathNot: `${TESTS}|^web/` },
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  ),
];

export const RULES = {
  forbidden: [
    rule('no-cycle', 'files import each other in a circle', {}, { circular: true }),
    ...betweenPackages,
    ...inFolders,
    ...outsidePackages,
  ],
};
