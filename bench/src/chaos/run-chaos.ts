import { seededRandom } from '@longhand/core';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '@longhand/config';
import { BenchSystem } from '../system/bench-system.js';
import { hasRedis } from '../system/redis-process.js';
import type { ChaosContext, Scenario } from './chaos-context.js';
import { FaultFolder } from './fault-folder.js';
import { inputScenarios } from './input-scenarios.js';
import { killScenarios } from './kill-scenarios.js';
import { outageScenarios } from './outage-scenarios.js';
import { pressureScenarios } from './pressure-scenarios.js';
import { canLimitMemory } from './held-processes.js';
import { runScenario, type ScenarioResult } from './run-scenario.js';
import { mountSmallDisk, unmountSmallDisk } from './small-disk.js';

export interface ChaosOptions {
  seed: number;
  /** The reduced run of CI. */
  isShort?: boolean;
  /** Only scenarios of these names. */
  only?: readonly string[];
  log(line: string): void;
}

export interface ChaosRun {
  seed: number;
  queue: 'redis' | 'postgres';
  results: ScenarioResult[];
  /** Scenarios that this machine cannot run, each with what it lacks. */
  skipped: string[];
  /** What `longhand check --deep` says at the end. */
  check: { isSound: boolean; documents: number; objects: number };
}

const collectAfterMs = 3_000;
/**
 * Short, so that a page without an end costs the suite two minutes and not four; a busy machine
 * needs seconds to start a thread.
 */
const decodeTimeoutMs = 30_000;
const built = (path: string) => fileURLToPath(new URL(`../../dist/${path}`, import.meta.url));
const cli = fileURLToPath(new URL('../../../cli/dist/main.js', import.meta.url));

export const scenarios: readonly Scenario[] = [
  ...killScenarios,
  ...outageScenarios,
  ...pressureScenarios,
  ...inputScenarios,
];

/** One pass through all faults, on a system of its own that is taken away afterwards. */
export async function runChaos({ seed, isShort = false, only, log }: ChaosOptions): Promise<ChaosRun> {
  const folder = await mkdtemp(join(tmpdir(), 'longhand-chaos-'));
  const home = join(folder, 'disk');
  const isSmall = await mountSmallDisk(home);
  const queue = hasRedis() ? 'redis' : 'postgres';
  const faults = new FaultFolder(join(folder, 'faults'));
  const shiftClock = new URL(`file://${built('chaos/shift-clock.js')}`).href;
  const clock = `${shiftClock}?${encodeURIComponent(join(faults.path, 'clock'))}`;
  const injector = `${new URL(`file://${built('chaos/inject-faults.js')}`).href}?${encodeURIComponent(faults.path)}`;
  let system: BenchSystem | undefined;
  let isKept = false;
  try {
    system = await BenchSystem.start({
      folder: home,
      // Not on the disk that is filled.
      logs: join(folder, 'logs'),
      queue,
      env: {
        COLLECT_AFTER_MS: String(collectAfterMs),
        DECODE_TIMEOUT_MS: String(decodeTimeoutMs),
        WORKER_THREADS: '2',
      },
      execArgv: ['--import', clock, '--import', injector],
    });
    const context: ChaosContext = { system, faults, random: seededRandom(seed), smallDisk: isSmall ? home : undefined };
    const run: ChaosRun = {
      seed,
      queue,
      results: [],
      skipped: [],
      check: { isSound: false, documents: 0, objects: 0 },
    };
    for (const scenario of scenarios) {
      if (isShort ? !scenario.isInShortRun : only && !only.includes(scenario.name)) continue;
      const lacks =
        scenario.needs === 'redis' && queue !== 'redis'
          ? 'redis-server'
          : scenario.needs === 'small disk' && !isSmall
            ? 'the right to mount a small disk'
            : scenario.needs === 'control groups' && !canLimitMemory()
              ? 'the right to make control groups'
              : undefined;
      if (lacks) {
        run.skipped.push(`${scenario.fault}: needs ${lacks}`);
        continue;
      }
      const result = await runScenario(scenario, context);
      isKept ||= result.faults.length > 0;
      run.results.push(result);
      log(
        `seed ${seed}: ${scenario.fault}: ${result.faults.join('; ') || 'as it should be'}, ` +
          `${result.recoverySeconds.toFixed(1)} s`,
      );
    }
    run.check = deepCheck(system);
    return run;
  } catch (error) {
    isKept = true;
    throw error;
  } finally {
    await system?.stop();
    if (isSmall) unmountSmallDisk(home);
    if (isKept) log(`what the services said is in ${join(folder, 'logs')}`);
    else await rm(folder, { recursive: true, force: true });
  }
}

function deepCheck(system: BenchSystem): ChaosRun['check'] {
  const env = childEnvironment({
    DATABASE_URL: system.databaseUrl,
    QUEUE_URL: system.queueUrl,
    STORAGE_URL: system.storageUrl,
  });
  const { stdout } = spawnSync(process.execPath, [cli, 'check', '--deep', '--json'], { env, encoding: 'utf8' });
  const line = stdout.trim().split('\n').at(-1) ?? '{}';
  const { isSound = false, documents = 0, objects = 0 } = JSON.parse(line) as Partial<ChaosRun['check']>;
  return { isSound, documents, objects };
}
