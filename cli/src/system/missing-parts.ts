import { spawnSync } from 'node:child_process';
import type { Config } from '@longhand/config';

const canRun = (program: string, ...args: string[]) =>
  spawnSync(program, args, { stdio: 'ignore', timeout: 5000 }).status === 0;

/**
 * One line that names every optional part that this system goes without, and what stands in for it.
 */
export function describeMissingParts(config: Config): string | undefined {
  const missing = [
    config.queueUrl.startsWith('redis') ? '' : 'Redis (the queue is in PostgreSQL)',
    config.storageUrl.startsWith('s3:') ? '' : 'S3 server (files are in the data folder)',
    canRun('nvidia-smi', '-L') ? '' : 'GPU (pages are read on the CPU)',
    canRun('docker', 'version') || canRun('podman', 'version') ? '' : 'container engine (not needed here)',
  ].filter(Boolean);
  return missing.length > 0 ? `Optional parts not in use: ${missing.join(', ')}.` : undefined;
}
