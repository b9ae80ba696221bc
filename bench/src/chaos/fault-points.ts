import { existsSync, readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@longhand/core';

/**
 * What a file of the faults folder asks for; its name is `<port>.<method>.before` or
 * `<port>.<method>.after`.
 */
export interface Fault {
  /**
   * `kill`: the process ends as by SIGKILL. `fail`: the call throws. `delay`: the call comes late.
   */
  do: 'kill' | 'fail' | 'delay';
  /** Only calls whose arguments hold this text. */
  match?: string;
  /** For `fail`: the code of the error, such as storage.unavailable. */
  code?: string;
  /** For `delay`. */
  ms?: number;
  /** Stays until the file is taken away; else it strikes once, in whichever process is first. */
  stays?: boolean;
}

/**
 * `port` with a place before and after each of its methods where a fault can be made to strike,
 * told by files in `folder`: the chaos suite has to kill a process exactly between two steps.
 */
export function withFaultPoints<T extends object>(name: string, port: T, folder: string): T {
  return new Proxy(port, {
    get(target, method) {
      const value: unknown = Reflect.get(target, method, target);
      if (typeof value !== 'function' || typeof method !== 'string') return value;
      const call = (...args: unknown[]): unknown => value.apply(target, args);
      const place = join(folder, `${name}.${method}`);
      // An iteration must stay one.
      return method === 'list' ? call : (...args: unknown[]) => strikeAround(place, args, () => call(...args));
    },
  });
}

async function strikeAround(place: string, args: readonly unknown[], call: () => unknown): Promise<unknown> {
  await strike(`${place}.before`, args);
  const answer = await call();
  await strike(`${place}.after`, args);
  return answer;
}

async function strike(path: string, args: readonly unknown[]): Promise<void> {
  if (!existsSync(path)) return;
  const fault = readFault(path);
  if (!fault || (fault.match !== undefined && !textOf(args).includes(fault.match))) return;
  if (!fault.stays && !take(path)) return;
  if (fault.do === 'kill') process.kill(process.pid, 'SIGKILL');
  if (fault.do === 'delay') await sleep(fault.ms);
  if (fault.do === 'fail') throw new AppError(fault.code ?? 'fault', 'This fault was asked for.');
  // The signal may need a moment: nothing more may happen in it.
  if (fault.do === 'kill') await new Promise(() => undefined);
}

function readFault(path: string): Fault | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Fault;
  } catch {
    return undefined; // taken by another process meanwhile
  }
}

/** Whoever takes the file away is the one that it was for. */
function take(path: string): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Keys, ids and names of steps; what is no plain text is of no use for choosing a call. */
const textOf = (args: readonly unknown[]): string => args.filter((arg) => typeof arg === 'string').join(' ');
