#!/usr/bin/env node
// `npm run dev`: the whole system from the sources, restarted on every change. TypeScript is
// compiled as it changes, `longhand up` restarts after each compile without errors, and Vite serves
// the web page with hot reload. Needs an installed checkout (./longhand --help once).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** What the compiler prints when a compile in watch mode ends without errors. */
export const isCleanCompile = (line) => /Found 0 errors/.test(line);

/**
 * Keeps one program running: `restart()` ends the running one, waits for its end, and starts the
 * next. Calls that come in while one is under way become one more restart.
 *
 * @param {() => import('node:child_process').ChildProcess} start
 */
export function keepRunning(start) {
  let child;
  let turning;
  let isWanted = false;
  const end = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  const turn = async () => {
    while (isWanted) {
      isWanted = false;
      await end();
      child = start();
    }
  };
  return {
    restart() {
      isWanted = true;
      turning ??= turn().finally(() => {
        turning = undefined;
      });
      return turning;
    },
    async stop() {
      isWanted = false;
      await turning;
      await end();
    },
  };
}

async function main() {
  const run = (args, options = {}) => spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', ...options });
  const compiler = run(['node_modules/@typescript/native/bin/tsc', '-b', '--watch', '--preserveWatchOutput'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const system = keepRunning(() => run(['cli/dist/main.js', 'up', ...process.argv.slice(2)]));
  let page;
  compiler.stdout.setEncoding('utf8').on('data', (text) => {
    process.stdout.write(text);
    if (!isCleanCompile(text)) return;
    void system.restart();
    page ??= spawn('npm', ['run', '-s', 'dev', '--workspace', '@longhand/web'], { cwd: ROOT, stdio: 'inherit' });
  });
  const stop = async () => {
    compiler.kill();
    page?.kill();
    await system.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop());
  const [code] = await once(compiler, 'exit');
  await stop();
  process.exitCode = code ?? 0;
}

if (process.argv[1] && resolve(process.argv[1]) === join(ROOT, 'tools', 'dev.mjs')) await main();
