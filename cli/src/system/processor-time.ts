import { readFileSync } from 'node:fs';

/**
 * Linux counts processor time in hundredths of a second, whatever its timer does (proc(5),
 * USER_HZ).
 */
const TICK_MS = 10;

/**
 * Processor time that a process and all its threads have used, in milliseconds; 0 when it is gone
 * or /proc is not there.
 */
export function processorMsOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in the second field may hold anything: the fields are counted from its closing
    // bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return 0;
  }
}
