import { spawnSync } from 'node:child_process';
import { AppError } from '@longhand/core';

const NAMESPACE = ['--user', '--map-user=65534', '--map-group=65534', '--'];
// The server ends with the program that started it, even after kill -9 (Linux with util-linux;
// elsewhere the next start clears up).
const FOLLOW_PARENT = ['--pdeathsig', 'INT', '--'];

export type ProgramCall = readonly [program: string, args: readonly string[]];

/**
 * Wraps a PostgreSQL program so that it runs for whoever we are. PostgreSQL refuses to run as root:
 * root gets a private user namespace in which its files belong to "nobody", which needs no account
 * and works below a folder that only root may enter.
 * @throws AppError `embedded.root_refused` where root may not make a user namespace (some
 * containers)
 */
export function unprivilegedCommand(program: string, args: readonly string[]): ProgramCall {
  const inner = works('setpriv', [...FOLLOW_PARENT, 'true'])
    ? (['setpriv', [...FOLLOW_PARENT, program, ...args]] as const)
    : ([program, args] as const);
  if (process.getuid?.() !== 0) return inner;
  if (!works('unshare', [...NAMESPACE, 'true'])) {
    throw new AppError(
      'embedded.root_refused',
      'PostgreSQL cannot run as root here because this machine does not allow user namespaces. Start as an ' +
        'ordinary user, or set DATABASE_URL to a running PostgreSQL.',
    );
  }
  return ['unshare', [...NAMESPACE, inner[0], ...inner[1]]];
}

function works(program: string, args: readonly string[]): boolean {
  return spawnSync(program, [...args], { stdio: 'ignore' }).status === 0;
}
