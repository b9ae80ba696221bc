import { readFileSync, readlinkSync } from 'node:fs';

/** Processor time of this whole process so far, all of its threads, ms. */
export function processCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * The kernel's number of the calling thread; 0 where the system does not tell (anything but Linux).
 */
export function kernelThreadId(): number {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1)) || 0;
  } catch {
    return 0;
  }
}

/**
 * Processor time of a thread of this process so far, ms; undefined where the system does not tell,
 * or the thread is gone.
 */
export function threadCpuMs(kernelId: number): number | undefined {
  if (kernelId === 0) return undefined;
  try {
    // "time on the processor, ns; time waiting for it, ns; turns": proc(5).
    const nanoseconds = Number(readFileSync(`/proc/self/task/${kernelId}/schedstat`, 'utf8').split(' ')[0]);
    return Number.isFinite(nanoseconds) ? nanoseconds / 1e6 : undefined;
  } catch {
    return undefined;
  }
}
