import { isSetting, type Setting, type SettingTree, type ValuesOf } from './setting.js';
import { settings } from './settings.js';

export type Config = ValuesOf<typeof settings>;

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Invalid settings, which stop the program. The message names every invalid key and never repeats a
 * value (it may be a secret).
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly keys: readonly string[];

  constructor(problems: ReadonlyMap<string, string>) {
    super([...problems].map(([key, problem]) => `${key} ${problem}`).join('; '));
    this.keys = [...problems.keys()];
  }
}

/**
 * Reads every setting once. Missing and empty keys have their default.
 * @throws ConfigError that names each invalid key, so that a program stops at its start and not at
 * its first job
 */
export function loadConfig(env: Environment = process.env): Config {
  const problems = new Map<string, string>();
  const values = readTree(settings, env, problems) as Config;
  if (values.oidc?.issuer && !values.oidc.audience)
    problems.set('OIDC_AUDIENCE', 'must be set together with OIDC_ISSUER');
  if (problems.size > 0) throw new ConfigError(problems);
  // The embedded default needs only PostgreSQL, so the queue is there unless a Redis is named.
  return { ...values, queueUrl: values.queueUrl || values.databaseUrl };
}

/** Whether this key is set, for programs that behave differently if it is not. */
export function isGiven(key: string, env: Environment = process.env): boolean {
  return (env[key] ?? '') !== '';
}

function readTree(tree: SettingTree, env: Environment, problems: Map<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(tree).map(([name, node]) => [
      name,
      isSetting(node) ? readOne(node, env, problems) : readTree(node, env, problems),
    ]),
  );
}

function readOne(setting: Setting<unknown>, env: Environment, problems: Map<string, string>): unknown {
  const given = env[setting.env]?.trim();
  const result = setting.schema.safeParse(given ? given : setting.default);
  if (result.success) return result.data;
  problems.set(setting.env, result.error.issues[0]?.message ?? 'is not valid');
  return undefined;
}

/** The environment for a child process: ours, with these keys set. */
export function childEnvironment(overrides: Readonly<Record<string, string>>): Record<string, string | undefined> {
  return { ...process.env, ...overrides };
}
