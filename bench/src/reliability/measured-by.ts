import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/**
 * The line that says by what, when and where something was measured, and whether the machine had
 * other things to do.
 */
export function measuredBy(command: string): string {
  const cores = availableParallelism();
  const machine = `${cpus()[0]?.model ?? process.arch}, ${cores} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  const load = loadavg()[2];
  const busy =
    load > 3 * cores
      ? ` **Other programs kept the machine busy meanwhile (load ${load.toFixed(0)} on ${cores} cores): times on ` +
        'the clock are several times too long.**'
      : '';
  return `Written by \`${command}\` on ${new Date().toISOString().slice(0, 10)}. Machine: ${machine}.${busy}`;
}
