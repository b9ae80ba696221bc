import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { DrawnAnswer, DrawPageTask } from './draw-page-task.js';

const isSource = import.meta.url.endsWith('.ts');
const program = fileURLToPath(new URL(`./draw-page-process.${isSource ? 'ts' : 'js'}`, import.meta.url));

// Node strips types, but it neither takes a .js ending for a .ts file nor knows the packages'
// source condition.
const sourceHooks = `import { registerHooks } from 'node:module';
registerHooks({ resolve(specifier, context, next) {
  const isSource = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
  return next(isSource ? specifier.replace(/\\.js$/, '.ts') : specifier, context);
} });`;
const sourceOptions = [
  '--conditions=@longhand/source',
  '--no-warnings',
  '--import',
  `data:text/javascript,${encodeURIComponent(sourceHooks)}`,
];

/**
 * Renders one page in a process that has no secrets and is stopped after `timeoutMs` of elapsed
 * time.
 * @returns its answer; undefined if it was stopped, or ended without an answer
 */
export async function runDrawing(task: DrawPageTask, timeoutMs: number): Promise<DrawnAnswer | undefined> {
  const child = fork(program, [], {
    execArgv: ['--max-old-space-size=1024', ...(isSource ? sourceOptions : [])],
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  try {
    return await new Promise((resolve) => {
      child.once('message', (answer) => resolve(answer as DrawnAnswer));
      child.once('error', () => resolve(undefined));
      child.once('exit', () => resolve(undefined));
      child.send(task, (error) => error && resolve(undefined));
    });
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
}
