import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import type { TerminalColour, Output } from '../terminal/output.js';

const NAME_WIDTH = 17;
const KEPT_LINES = 40;
const LEVEL_COLOURS: Record<string, TerminalColour> = { warn: 'yellow', error: 'red', fatal: 'red' };
const SERVICE_COLOURS: readonly TerminalColour[] = ['cyan', 'magenta', 'green', 'blue'];
/** Fields of a log line that are shown elsewhere or tell a person nothing. */
const HIDDEN = new Set(['level', 'time', 'service', 'pid', 'msg', 'hostname', 'stack']);

interface LogLine {
  level?: string;
  time?: string;
  msg?: string;
  [field: string]: unknown;
}

/**
 * Merges what the services say into one readable stream, and keeps the last lines for when
 * something goes wrong.
 */
export class ServiceLog {
  private readonly out: Output;
  /** `all` shows every line, `problems` warnings and worse. */
  private readonly show: 'all' | 'problems';
  private readonly kept: string[] = [];
  private readonly names: string[] = [];

  constructor(out: Output, show: 'all' | 'problems') {
    this.out = out;
    this.show = show;
  }

  follow(service: string, stream: Readable): void {
    if (!this.names.includes(service)) this.names.push(service);
    createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) =>
      this.add(service, line),
    );
  }

  /** The last lines of all services, oldest first. */
  tail(): string[] {
    return [...this.kept];
  }

  private add(service: string, line: string): void {
    if (line.trim() === '') return;
    const { text, level } = renderLogLine(line);
    const plain = `${service.padEnd(NAME_WIDTH)} ${text}`;
    this.kept.push(plain);
    if (this.kept.length > KEPT_LINES) this.kept.shift();
    if (this.show === 'problems' && !(level in LEVEL_COLOURS)) return;
    const colour = SERVICE_COLOURS[this.names.indexOf(service) % SERVICE_COLOURS.length];
    const body = level in LEVEL_COLOURS ? this.out.paint(LEVEL_COLOURS[level], text) : text;
    this.out.note(`${this.out.paint(colour, service.padEnd(NAME_WIDTH))} ${body}`);
  }
}

/**
 * One line of a service for a person: the time of day, the level, the message and its fields. Lines
 * that are not JSON stay as they are.
 */
export function renderLogLine(line: string): { text: string; level: string } {
  const entry = parse(line);
  if (!entry) return { text: line, level: 'info' };
  const level = String(entry.level ?? 'info');
  const time = new Date(entry.time ?? Number.NaN);
  const clock = Number.isNaN(time.getTime()) ? '' : `${time.toTimeString().slice(0, 8)} `;
  const fields = Object.entries(entry)
    .filter(([key, value]) => !HIDDEN.has(key) && value !== undefined && value !== null)
    .map(([key, value]) => `${key}=${renderValue(value)}`);
  return { text: `${clock}${level.padEnd(5)} ${[entry.msg ?? '', ...fields].join(' ').trim()}`, level };
}

function renderValue(value: unknown): string {
  if (typeof value !== 'object') return String(value);
  const { stack: _, ...shown } = value as Record<string, unknown>;
  return JSON.stringify(shown);
}

function parse(line: string): LogLine | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return undefined; // a line that only looks like JSON is shown as it is
  }
}
