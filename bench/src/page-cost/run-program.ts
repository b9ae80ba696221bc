import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError } from '@longhand/core';

type FromProgram = { kind: 'runs' } | { kind: 'failed'; message: string };

/**
 * Gives an order to a program, in a process of its own and each library with one
 * thread, and waits for what it measured.
 *
 * @throws AppError `bench.page_failed` where it says so, or ends before.
 */
export function runProgram<Order extends object, Message extends FromProgram>(
  program: URL,
  order: Order,
): Promise<Extract<Message, { kind: 'runs' }>> {
  const child = spawn('env', ['VIPS_CONCURRENCY=1', 'OMP_THREAD_LIMIT=1', process.execPath, fileURLToPath(program)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const failed = (what: string) => new AppError('bench.page_failed', `The page could not be measured: ${what}.`);
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(failed(`the process ended with ${code}`)));
    child.on('message', (message: Message) => {
      if (message.kind === 'runs') done(message as Extract<Message, { kind: 'runs' }>);
      else reject(failed((message as Extract<Message, { kind: 'failed' }>).message));
    });
    child.send(order);
  });
}
