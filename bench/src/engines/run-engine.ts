import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError } from '@longhand/core';
import type { EngineReport, ScoredEngine } from './engine.js';
import type { PageToRead } from './measure-engine.js';
import type { OpenEngineOptions } from './open-engine.js';

/** What an engine's process says. */
export type FromEngine =
  | { kind: 'page'; done: number; seconds: number }
  | { kind: 'report'; report: EngineReport }
  | { kind: 'failed'; code: string; message: string };

/**
 * Lets an engine read pages in a process of its own, with one thread where it can be told so.
 * Throws the engine's own error, or `bench.engine_failed` when its process ends before it has
 * answered.
 */
export function runEngine(
  name: ScoredEngine,
  pages: readonly PageToRead[],
  options: OpenEngineOptions,
  log: (line: string) => void,
): Promise<EngineReport> {
  const program = fileURLToPath(new URL('./engine-process.js', import.meta.url));
  // Set through env(1): this package does not read the environment itself.
  const child = spawn('env', ['VIPS_CONCURRENCY=1', 'OMP_THREAD_LIMIT=1', process.execPath, program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(
        new AppError('bench.engine_failed', `The process of ${name} ended (${code}) before it had read all pages.`),
      ),
    );
    child.on('message', (message: FromEngine) => {
      if (message.kind === 'page')
        log(`${name}: page ${message.done} of ${pages.length}, ${message.seconds.toFixed(2)} s of processor time`);
      else if (message.kind === 'report') resolve(message.report);
      else reject(new AppError(message.code, message.message));
    });
    child.send({ name, pages, ...options });
  });
}
