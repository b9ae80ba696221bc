import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface ProgramCost {
  output: string;
  /** Processor seconds of the program and of what it started, to 0.01 s. */
  seconds: number;
  peakBytes: number;
}

const lookEveryMs = 20;
/** The unit of processor times in /proc; 100 on every Linux of our platforms. */
const ticksPerSecond = 100;

/**
 * Runs a program to its end and measures it, on Linux: processor time from what the kernel adds to
 * this process for ended children, so one at a time; peak memory from looks at the running program.
 * Throws an Error with the end of its complaints when it fails or cannot be started.
 */
export async function runMeasured(program: string, args: readonly string[]): Promise<ProgramCost> {
  const before = childTicks();
  let peakBytes = 0;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const look = () => {
    peakBytes = Math.max(peakBytes, peakOf(child.pid));
  };
  const timer = setInterval(look, lookEveryMs);
  let [output, complaints] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-500);
  });
  try {
    const code = await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
    if (code !== 0) throw new Error(`${program} ended with ${code}: ${complaints.trim()}`);
  } finally {
    clearInterval(timer);
  }
  return { output, seconds: (childTicks() - before) / ticksPerSecond, peakBytes };
}

/**
 * User and system time of this process's ended children: fields 16 and 17 of /proc/self/stat,
 * counted behind the name in brackets.
 */
function childTicks(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[13]) + Number(fields[14]);
}

function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return 1024 * Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
  } catch {
    // It has ended between two looks: what was seen before counts.
    return 0;
  }
}
