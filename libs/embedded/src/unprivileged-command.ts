import { spawnSync } from 'node:child_process';
import { AppError } from '@longhand/core';

const NAMESPACE = ['--user', '--map-user=65534', '--map-group=65534', '--'];
// The server stops with the program that started it, even after kill -9 (Linux with util-linux; on
// other systems the next start cleans up).
const FOLLOW_PARENT = ['--pdeathsig', 'INT', '--'];

export type ProgramCall = readonly [program: string, args: readonly string[]];

/**
 * Wraps a PostgreSQL program so that any user can run it. PostgreSQL refuses to run as root: for
 * root, it runs in a private user namespace in which its files belong to "nobody". This needs no
 * account and works below a folder that only root can enter.
 * @throws AppError `embedded.root_refused` if root may not create a user namespace (in some
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
