import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@longhand/core';

/** The first lines of postmaster.pid: process id and data directory. */
export interface PidFile {
  pid: number;
  dataDir: string;
}

export function parsePidFile(text: string): PidFile | undefined {
  const [pid, dataDir] = text.split('\n');
  return Number.isInteger(Number(pid)) && Number(pid) > 1 && dataDir ? { pid: Number(pid), dataDir } : undefined;
}

/**
 * Cleans up after a parent that was killed with SIGKILL: its server may still run, and its lock
 * file prevents the next start. Only a PostgreSQL process with this data directory is ever
 * signalled, never another program that now has the process id.
 * @throws AppError `embedded.still_running` when the old server does not end within 20 s
 */
export async function stopPreviousServer(dataDir: string): Promise<'none' | 'stopped' | 'stale'> {
  const lockFile = join(dataDir, 'postmaster.pid');
  const text = readIfThere(lockFile);
  if (text === undefined) return 'none';
  const old = parsePidFile(text);
  if (old === undefined || !isServerOf(old, dataDir)) {
    rmSync(lockFile, { force: true });
    return 'stale';
  }
  for (const [signal, waitMs] of [
    ['SIGINT', 12_000],
    ['SIGQUIT', 8_000],
  ] as const) {
    signalQuietly(old.pid, signal);
    for (let waited = 0; waited < waitMs; waited += 50) {
      if (!isServerOf(old, dataDir)) {
        rmSync(lockFile, { force: true });
        return 'stopped';
      }
      await sleep(50);
    }
  }
  throw new AppError(
    'embedded.still_running',
    `An earlier PostgreSQL (process ${old.pid}) still uses this data folder. Stop it and try again.`,
  );
}

function isServerOf(old: PidFile, dataDir: string): boolean {
  return (
    realPath(old.dataDir) === realPath(dataDir) &&
    /postgres/.test(commandLine(old.pid)) &&
    commandLine(old.pid).includes(old.dataDir)
  );
}

function commandLine(pid: number): string {
  if (process.platform === 'linux') return (readIfThere(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ');
  return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'ESRCH')
      return undefined;
    throw error;
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // compared as it is written when it is gone
  }
}

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
