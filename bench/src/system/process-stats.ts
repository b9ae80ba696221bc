import { readdirSync, readFileSync } from 'node:fs';

/** The unit of processor times in /proc; 100 on every Linux of our platforms. */
const ticksPerSecond = 100;

/** Resident memory of a process, MiB; 0 for one that is gone. */
export function memoryMib(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readOr(`/proc/${pid}/status`))?.[1];
  return Number(kib ?? 0) / 1024;
}

/** Processor seconds of a process, its ended children and its living ones, to 0.01 s. */
export function processorSeconds(pid: number): number {
  const own = statOf(pid);
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => stat?.parent === pid);
  return [own, ...children].reduce((sum, stat) => sum + (stat?.ticks ?? 0), 0) / ticksPerSecond;
}

/** Fields 4 and 14 to 17 of /proc/PID/stat, counted behind the name in brackets. */
function statOf(pid: number): { parent: number; ticks: number } | undefined {
  const stat = readOr(`/proc/${pid}/stat`);
  if (stat === '') return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(fields[1]), ticks: [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0) };
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // the process has ended
  }
}
