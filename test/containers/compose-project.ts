import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { until } from '@longhand/test-kit';

const run = promisify(execFile);
const LIST_FILES = "for (const one of fs.readdirSync('/app', { recursive: true })) console.log(one)";
const checkoutDir = fileURLToPath(new URL('../../', import.meta.url));

export interface ComposeContainer {
  id: string;
  service: string;
  health: string;
}

/** docker-compose.yml as a person uses it, under a project name of its own. */
export class ComposeProject {
  readonly #name: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #options: readonly string[];

  /** @param envFile as deploy/make-env makes it; `env` comes before it */
  constructor(name: string, envFile: string, env: Readonly<Record<string, string>>) {
    this.#name = name;
    this.#env = { ...process.env, ...env };
    // What differs where images cannot be pulled is listed in that file.
    const standins = process.env.STANDINS
      ? ['--file', 'docker-compose.yml', '--file', 'test/containers/standins.yaml']
      : [];
    this.#options = ['--env-file', envFile, '--profile', 'https', ...standins];
  }

  /**
   * `docker compose ...`. @returns what it wrote to standard output @throws Error with what it
   * wrote to standard error
   */
  async compose(...args: string[]): Promise<string> {
    return this.#docker('compose', '-p', this.#name, '--progress', 'quiet', ...this.#options, ...args);
  }

  async containers(service?: string): Promise<ComposeContainer[]> {
    const filter = service ? [service] : [];
    const lines = (await this.compose('ps', '--format', 'json', ...filter)).trim().split('\n').filter(Boolean);
    return lines
      .map((line) => JSON.parse(line) as { ID: string; Service: string; Health: string })
      .map(({ ID, Service, Health }) => ({ id: ID, service: Service, health: Health }));
  }

  /**
   * Ends the container as an update does (SIGTERM and time to finish), starts it again and waits
   * until it is well.
   */
  async restart({ id }: ComposeContainer): Promise<void> {
    await this.#docker('restart', '--time', '30', id);
    const health = () => this.#docker('inspect', '--format', '{{.State.Health.Status}}', id);
    await until('a restarted container is well', async () => (await health()).trim() === 'healthy').catch(
      async (error) => {
        throw new Error(`${error}\n${await this.logs()}`);
      },
    );
  }

  /** Where the port of this container is reached from outside: host:port. */
  async addressOf({ id }: ComposeContainer, port: number): Promise<string> {
    const [first] = (await this.#docker('port', id, String(port))).trim().split('\n');
    return first;
  }

  /** What an image holds: the paths of its files. */
  async filesOf(image: string): Promise<string[]> {
    const list = ['run', '--rm', '--entrypoint', 'node', image, '-e', LIST_FILES];
    return (await this.#docker(...list)).trim().split('\n');
  }

  /** The end of what all containers said. */
  logs(): Promise<string> {
    return this.compose('logs', '--no-color', '--tail', '15');
  }

  /** Removes containers, networks and volumes. */
  async down(): Promise<void> {
    await this.compose('down', '--volumes', '--timeout', '10', '--remove-orphans');
  }

  async #docker(...args: string[]): Promise<string> {
    try {
      const { stdout } = await run('docker', args, { cwd: checkoutDir, env: this.#env, maxBuffer: 64 * 1024 * 1024 });
      return stdout;
    } catch (error) {
      const { stderr, stdout } = error as { stderr?: string; stdout?: string };
      throw new Error(`docker ${args.join(' ')}:\n${(stderr || stdout || String(error)).slice(-6_000)}`);
    }
  }
}
