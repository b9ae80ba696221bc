import { readdir, readFile } from 'node:fs/promises';

/**
 * Sends a signal to a PostgreSQL server (by its first process) and to all processes that serve its
 * connections.
 */
export async function signalServer(serverPid: number, signal: NodeJS.Signals): Promise<void> {
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (Number(name) === serverPid || parent === serverPid) process.kill(Number(name), signal);
  }
}
