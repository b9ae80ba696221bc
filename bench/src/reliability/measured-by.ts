import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/**
 * The line that says which command measured something, when and on which machine, and whether other
 * programs kept the machine busy.
 */
export function measuredBy(command: string): string {
  const cores = availableParallelism();
  const machine = `${cpus()[0]?.model ?? process.arch}, ${cores} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  const load = loadavg()[2];
  const busy =
    load > 3 * cores
      ? ` **Other programs kept the machine busy (load ${load.toFixed(0)} on ${cores} cores): elapsed times are ` +
        'several times too long.**'
      : '';
  return `Written by \`${command}\` on ${new Date().toISOString().slice(0, 10)}. Machine: ${machine}.${busy}`;
}
