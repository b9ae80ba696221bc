import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchSystem, type BenchSystemOptions } from './bench-system.js';

/** Runs `use` with a system of its own in a temporary folder, and takes both away. */
export async function inTemporarySystem<T>(
  options: Omit<BenchSystemOptions, 'folder'>,
  use: (system: BenchSystem) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'longhand-bench-'));
  let system: BenchSystem | undefined;
  try {
    system = await BenchSystem.start({ folder, ...options });
    return await use(system);
  } finally {
    await system?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
