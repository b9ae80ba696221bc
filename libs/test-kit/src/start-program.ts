import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const hooks = new URL('./source-hooks.mjs', import.meta.url).href;

export interface Program {
  pid: number;
  /** What it has written to standard output so far. */
  output(): string;
  /**
   * Resolves with the exit code when it has ended, by itself or not; null when a signal ended it.
   */
  ended: Promise<number | null>;
  /** Ends it with SIGKILL and waits for its end. */
  kill(): Promise<void>;
  /** Sends a signal and resolves with the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/**
 * Runs a source file of the workspace as a process of its own, with `args` as JSON in its last
 * argument. What it writes to standard error shows in the test's output.
 */
export function startProgram(file: URL, args: unknown): Program {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--conditions=@longhand/source', '--no-warnings', '--import', hooks, fileURLToPath(file), JSON.stringify(args)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return { pid: child.pid as number, output: () => output, ended, end, kill: async () => void (await end('SIGKILL')) };
}
