import { spawn } from 'node:child_process';
import { isMainThread } from 'node:worker_threads';

const PATIENCE_MS = 10_000;
const LONGEST_S = 15;

// Loaded before a service's own code (node --import). The channel to the launcher closes when the
// launcher ends, even by kill -9: the service then stops as on SIGTERM, and at once when that takes
// too long.
if (isMainThread && process.channel) {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    endFromOutside();
    process.kill(process.pid, 'SIGTERM');
  });
  process.channel.unref();
}

/**
 * Native libraries can hold a process in the middle of its exit, where no timer of its own runs any
 * more: something else has to see to its end.
 */
function endFromOutside(): void {
  if (process.platform === 'win32') return;
  const wait = `sleep ${LONGEST_S}; kill -9 ${process.pid} 2>/dev/null`;
  spawn('/bin/sh', ['-c', wait], { detached: true, stdio: 'ignore' })
    .on('error', () => undefined)
    .unref();
}
