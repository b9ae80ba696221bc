import { spawnSync } from 'node:child_process';

/**
 * Whether a program of the machine is in PATH, so that a test can skip by name. Throws where CI is
 * set, because there it must be.
 * @param debianPackage the package that brings it
 */
export function hasProgram(program: string, debianPackage: string, env: NodeJS.ProcessEnv): boolean {
  const { error } = spawnSync(program, ['--version']);
  const isThere = error === undefined;
  if (!isThere && env.CI) throw new Error(`${program} is missing: install the machine's ${debianPackage} package.`);
  return isThere;
}
