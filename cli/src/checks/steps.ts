export interface CheckStep {
  name: string;
  /** What a person reads while it runs. */
  title: string;
  /** The script of package.json that does it. */
  script: string;
}

/** What stands before the tests, cheapest first. The same scripts make up `npm run check`. */
export const checks: readonly CheckStep[] = [
  { name: 'imports', title: 'import rules', script: 'imports' },
  { name: 'lock', title: 'lock file', script: 'lock' },
  { name: 'licences', title: 'licences of packages', script: 'licences' },
  { name: 'build', title: 'types', script: 'build' },
  { name: 'lint', title: 'lint and format', script: 'lint' },
  { name: 'unused', title: 'unused files and dependencies', script: 'unused' },
  { name: 'docs', title: 'documents', script: 'docs:check' },
  { name: 'drift', title: 'migrations and schema', script: 'drift' },
];

export const tests: CheckStep = { name: 'tests', title: 'tests', script: 'vitest' };

/** With real servers, where a container engine answers; else it says by name what it leaves out. */
export const containers: CheckStep = { name: 'containers', title: 'tests in containers', script: 'containers' };

export const allSteps: readonly CheckStep[] = [...checks, tests, containers];
