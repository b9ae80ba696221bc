import type { Output } from './output.js';

const WIDTH = 28;
const PLAIN_INTERVAL_MS = 10_000;

export interface ProgressState {
  /** 0 to 1 */
  share: number;
  /** What stands after the bar, such as `12 of 20 pages`. */
  label: string;
}

/**
 * A bar that moves in place on a terminal. Elsewhere it is a plain line at each tenth and at least
 * every ten seconds, so that a log file stays readable.
 */
export class ProgressBar {
  private readonly out: Output;
  private readonly title: string;
  private readonly now: () => number;
  private lastTenth = -1;
  private lastLabel = '';
  private lastLineAt = 0;
  private isDrawn = false;

  constructor(out: Output, title: string, now: () => number = Date.now) {
    this.out = out;
    this.title = title;
    this.now = now;
  }

  update({ share, label }: ProgressState): void {
    const bounded = Math.min(1, Math.max(0, share));
    if (this.out.isInteractive) this.draw(bounded, label);
    else this.printSparingly(bounded, label);
  }

  /** Leaves the bar as it stands and goes to the next line. */
  finish(progress: ProgressState): void {
    this.update(progress);
    if (this.isDrawn) this.out.draw('\n');
    this.isDrawn = false;
    this.out.clearBar = () => {};
  }

  private draw(share: number, label: string): void {
    this.out.draw(`\r\u001b[K${this.title} ${drawBar(share)} ${percent(share)} ${label}`);
    this.isDrawn = true;
    this.out.clearBar = () => this.out.draw('\r\u001b[K');
  }

  private printSparingly(share: number, label: string): void {
    const tenth = Math.floor(share * 10);
    const isDue = tenth !== this.lastTenth || this.now() - this.lastLineAt >= PLAIN_INTERVAL_MS;
    if (!isDue || (label === this.lastLabel && tenth === this.lastTenth)) return;
    this.lastTenth = tenth;
    this.lastLabel = label;
    this.lastLineAt = this.now();
    this.out.note(`${this.title} ${drawBar(share)} ${percent(share)} ${label}`);
  }
}

function drawBar(share: number): string {
  const filled = Math.round(share * WIDTH);
  return `[${'#'.repeat(filled)}${'-'.repeat(WIDTH - filled)}]`;
}

const percent = (share: number): string => `${Math.floor(share * 100)} %`.padStart(5);
