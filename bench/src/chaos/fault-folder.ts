import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from './fault-points.js';

/** The folder in which the fault points of a service look. */
export class FaultFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** `place`: `<port>.<method>.before` or `.after`. */
  async ask(place: string, fault: Fault): Promise<void> {
    await mkdir(this.path, { recursive: true });
    await writeFile(join(this.path, place), JSON.stringify(fault));
  }

  /** Sets the clock of every service this many ms off. */
  async shiftClock(ms: number): Promise<void> {
    await mkdir(this.path, { recursive: true });
    await writeFile(join(this.path, 'clock'), String(ms));
  }

  /** Whether what was asked for has not struck yet. */
  async pending(): Promise<string[]> {
    return (await readdir(this.path).catch(() => [])).filter((name) => name !== 'clock');
  }

  async clear(): Promise<void> {
    for (const name of await this.pending()) await rm(join(this.path, name), { force: true });
  }
}
