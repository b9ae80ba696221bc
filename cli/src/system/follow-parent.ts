import { isMainThread } from 'node:worker_threads';

const PATIENCE_MS = 10_000;

// Loaded before a service's own code (node --import). The channel to the launcher closes when the launcher ends, even by kill -9:
// the service then stops as on SIGTERM, and at once when that takes too long.
if (isMainThread && process.channel) {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  process.channel.unref();
}
