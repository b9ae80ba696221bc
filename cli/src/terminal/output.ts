/**
 * Where lines go. Results on standard output; everything else on standard error, so that results
 * can be piped.
 */
export class Output {
  readonly isJson: boolean;
  /** Whether a person watches standard error: bars may move and colours be used. */
  readonly isInteractive: boolean;
  private readonly stdout: NodeJS.WritableStream;
  private readonly stderr: NodeJS.WritableStream & { isTTY?: boolean };
  /** Takes a moving bar away before a line is written under it. */
  clearBar: () => void = () => {};

  constructor(
    isJson: boolean,
    streams: { stdout: NodeJS.WritableStream; stderr: NodeJS.WritableStream & { isTTY?: boolean } } = process,
  ) {
    this.isJson = isJson;
    this.stdout = streams.stdout;
    this.stderr = streams.stderr;
    this.isInteractive = Boolean(streams.stderr.isTTY);
  }

  /** A result for a person; silent with --json. */
  text(text: string): void {
    if (this.isJson) return;
    this.clearBar();
    this.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  }

  /** A result for a program: one line; silent without --json. */
  json(value: unknown): void {
    if (this.isJson) this.stdout.write(`${JSON.stringify(value)}\n`);
  }

  /** Something said beside the results. */
  note(text: string): void {
    this.clearBar();
    this.stderr.write(`${text}\n`);
  }

  /** Raw characters for a moving bar; only where `isInteractive`. */
  draw(text: string): void {
    this.stderr.write(text);
  }

  /** The text in a colour where a person watches, else as it is. */
  paint(colour: TerminalColour, text: string): string {
    return this.isInteractive ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text;
  }
}

const COLOURS = { red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36, grey: 90 } as const;
export type TerminalColour = keyof typeof COLOURS;
