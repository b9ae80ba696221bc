import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = '/sys/fs/cgroup';
const periodUs = 100_000;
const isUnified = existsSync(join(root, 'cgroup.controllers'));
/**
 * Where there are no control groups: a process runs for its share of so long, and stands still for
 * the rest.
 */
const dutyMs = 500;

export interface Limits {
  /** Share of one processor that each process gets, 0 to 1. */
  processor?: number;
  /**
   * Memory of each process, MiB: the kernel takes back what it can, and kills where that is not
   * enough.
   */
  memoryMib?: number;
}

/**
 * Holds each of some processes, with all its children, to a share of one processor or to some
 * memory: by control groups of Linux (v1 or v2), or, where this user may make none, by stopping and
 * continuing them.
 * @returns what lets them go
 */
export function holdProcesses(pids: readonly number[], limits: Limits): () => void {
  const releases = pids.map((pid) => holdByGroup(pid, limits) ?? holdBySignals(pid, limits.processor ?? 1));
  return () => {
    for (const release of releases) release();
  };
}

/** Whether memory can be limited here. */
export function canLimitMemory(): boolean {
  const release = holdByGroup(0, { memoryMib: 64 });
  release?.();
  return release !== undefined;
}

/** A process and what it started. */
export function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      parents.set(Number(name), Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ')[1]));
    } catch {
      // It has ended meanwhile.
    }
  }
  const family = [pid];
  for (const member of family) for (const [child, parent] of parents) if (parent === member) family.push(child);
  return family;
}

function holdByGroup(pid: number, { processor, memoryMib }: Limits): (() => void) | undefined {
  const name = `longhand-${process.pid}-${pid}`;
  const groups: string[] = [];
  const release = () => {
    for (const group of groups) {
      const home = isUnified ? root : join(group, '..');
      for (const member of readFileSync(join(group, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean))
        writeQuietly(join(home, 'cgroup.procs'), member);
      rmdirSync(group);
    }
  };
  const enter = (controller: string, settings: Record<string, string>) => {
    const group = isUnified ? join(root, name) : join(root, controller, name);
    mkdirSync(group, { recursive: true });
    if (!groups.includes(group)) groups.push(group);
    for (const [file, value] of Object.entries(settings)) writeFileSync(join(group, file), value);
    if (pid > 0) for (const member of familyOf(pid)) writeQuietly(join(group, 'cgroup.procs'), String(member));
  };
  try {
    const quota = String(Math.round((processor ?? 1) * periodUs));
    if (processor !== undefined)
      enter('cpu', isUnified ? { 'cpu.max': `${quota} ${periodUs}` } : { 'cpu.cfs_quota_us': quota });
    if (memoryMib !== undefined)
      enter('memory', { [isUnified ? 'memory.max' : 'memory.limit_in_bytes']: String(memoryMib * 2 ** 20) });
    return release;
  } catch {
    release();
    return undefined;
  }
}

/** A process that has ended meanwhile is no fault. */
function writeQuietly(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function holdBySignals(pid: number, share: number): () => void {
  const signal = (name: NodeJS.Signals) => {
    for (const member of familyOf(pid)) {
      try {
        process.kill(member, name);
      } catch {
        // It has ended meanwhile.
      }
    }
  };
  const timer = setInterval(() => {
    signal('SIGCONT');
    setTimeout(() => signal('SIGSTOP'), dutyMs * share).unref();
  }, dutyMs);
  return () => {
    clearInterval(timer);
    setTimeout(() => signal('SIGCONT'), dutyMs);
  };
}
