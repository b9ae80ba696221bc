import { availableParallelism, cpus, totalmem } from 'node:os';

/** The line that says by what, when and where something was measured. */
export function measuredBy(command: string): string {
  const machine = `${cpus()[0]?.model ?? process.arch}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `Written by \`${command}\` on ${new Date().toISOString().slice(0, 10)}. Machine: ${machine}.`;
}
