import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError } from '../cli-error.js';

/** How other commands find the system that runs on a data folder. */
export interface SystemRecord {
  /** Process id of the launcher. */
  pid: number;
  url: string;
  apiKey: string;
  databaseUrl: string;
  /** Process id of each service that runs. */
  services: Record<string, number>;
}

/**
 * Takes the data folder for this process. A lock whose process is gone (kill -9) is taken over.
 * @returns the function that gives it back
 * @throws CliError when another longhand uses the folder
 */
export async function lockDataDir(dataDir: string): Promise<() => void> {
  const lock = join(dataDir, 'lock');
  await makePrivateDir(dataDir);
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = lockHolder(dataDir);
    if (holder !== undefined) {
      throw new CliError(
        `another longhand (process ${holder}) is using ${dataDir}. Stop it, or choose another folder with --data.`,
      );
    }
    rmSync(lock, { force: true });
  }
  throw new CliError(`several longhand processes are starting on ${dataDir} at once. Try again.`);
}

/**
 * The longhand process that has this folder, if one is alive. A process id may by now belong to
 * another program.
 */
export function lockHolder(dataDir: string): number | undefined {
  const pid = Number(readIfThere(join(dataDir, 'lock')));
  return pid > 0 && pid !== process.pid && isLonghand(pid) ? pid : undefined;
}

function isLonghand(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const commandLine = readIfThere(`/proc/${pid}/cmdline`);
  // Without /proc (macOS) the process counts as ours: too careful rather than two on one folder.
  return commandLine === undefined || /cli[/\\](dist|src)[/\\]main|vitest/.test(commandLine);
}

export async function writeSystemRecord(dataDir: string, record: SystemRecord): Promise<void> {
  await writePrivately(join(dataDir, 'system.json'), JSON.stringify(record));
}

export function removeSystemRecord(dataDir: string): void {
  rmSync(join(dataDir, 'system.json'), { force: true });
}

/** The system that runs on this folder right now; undefined when none does. */
export function findRunningSystem(dataDir: string): SystemRecord | undefined {
  const text = lockHolder(dataDir) === undefined ? undefined : readIfThere(join(dataDir, 'system.json'));
  return text === undefined ? undefined : (JSON.parse(text) as SystemRecord);
}

/** A secret that is made once and kept in the folder, readable by its owner alone. */
export async function keptSecret(
  dataDir: string,
  name: string,
  make = () => randomBytes(24).toString('base64url'),
): Promise<string> {
  const path = join(dataDir, name);
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secret = make();
  await writePrivately(path, `${secret}\n`);
  return secret;
}

/** Writes a file that only its owner may read; a reader sees the old or the new one, never half. */
export async function writePrivately(path: string, text: string): Promise<void> {
  await writeFile(`${path}.draft`, text, { mode: 0o600 });
  await rename(`${path}.draft`, path);
}

async function makePrivateDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new CliError(`the data folder ${dataDir} cannot be created. Choose another one with --data.`, { cause });
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // gone, or a process that is not ours to look at
  }
}
